package org.quantoscope.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;
import org.quantoscope.checkpoint.safetensors.SafetensorsFormat;
import org.quantoscope.checkpoint.safetensors.SafetensorsWriter;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.PlacesEncoding;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SalientShare;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Packages that are not what they claim: every one is refused with its reason, none is believed.
 */
class QuantpackAttackTest {
    private static final QuantizationSpec COMPACT = Preset.ADPQ_COMPACT.at(new BitWidth(4));

    @TempDir Path temp;

    /** The file under attack, in pieces. */
    private final Map<String, Array> arrays = new LinkedHashMap<>();

    private Map<String, String> metadata = new TreeMap<>();

    private record Array(DType dtype, Shape shape, byte[] data) {}

    @BeforeEach
    void makePackage() throws IOException {
        make(COMPACT);
    }

    private void make(QuantizationSpec spec) throws IOException {
        arrays.clear();
        Path folder =
                Models.folder(
                        temp.resolve("source" + spec.hashCode()),
                        Models.random("block.a", DType.F32, 1, 60, 96),
                        Models.random("kept", DType.F32, 2, 6));
        Path target = temp.resolve("pack" + spec.hashCode());
        try (Checkpoint source = Models.OPENER.open(folder)) {
            Models.export(source, Models.everyBlock(spec), ExportFormat.PACKAGE, DType.F32, target);
        }
        try (Checkpoint raw = new SafetensorsFormat().open(target)) {
            for (TensorInfo tensor : raw.tensors()) {
                arrays.put(
                        tensor.name(),
                        new Array(
                                tensor.dtype(),
                                tensor.shape(),
                                raw.bytes(tensor).toArray(ValueLayout.JAVA_BYTE)));
            }
            metadata = new TreeMap<>(raw.metadata().get("model.safetensors"));
        }
    }

    private Path written() throws IOException {
        Path file = temp.resolve("attack.safetensors");
        try (SafetensorsWriter writer =
                SafetensorsWriter.create(
                        file, SafetensorsWriter.headerCapacity(arrays.keySet(), 2, metadata))) {
            for (Map.Entry<String, Array> entry : arrays.entrySet()) {
                writer.begin(entry.getKey(), entry.getValue().dtype());
                writer.write(MemorySegment.ofArray(entry.getValue().data()));
                writer.end(entry.getValue().shape());
            }
            writer.finish(metadata);
        }
        return file;
    }

    private void describe(UnaryOperator<String> change) {
        String before = String.valueOf(metadata.get("quantoscope.tensors"));
        String after = change.apply(before);
        assertThat(after).as("the attack changes something").isNotEqualTo(before);
        metadata.put("quantoscope.tensors", after);
    }

    private void assertRefusedAtOpening(String... words) throws IOException {
        Path file = written();
        assertThatThrownBy(() -> Models.OPENER.open(file).close())
                .isInstanceOf(MalformedCheckpointException.class)
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("\n")
                .extracting("reason")
                .isEqualTo(Reason.BAD_PACKAGE);
    }

    private void assertRefusedAtReading(String words) throws IOException {
        try (Checkpoint pack = Models.OPENER.open(written())) {
            Throwable thrown =
                    catchThrowable(() -> Models.values(pack.view(Models.tensor(pack, "block.a"))));
            assertThat(thrown)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("block.a")
                    .hasMessageContaining(words);
            assertThat(thrown.getCause()).extracting("reason").isEqualTo(Reason.BAD_PACKAGE);
        }
    }

    @Test
    void opensWhatNobodyTouched() throws IOException {
        try (Checkpoint pack = Models.OPENER.open(written())) {
            assertThat(pack.format()).isEqualTo("Quantoscope package");
            assertThat(pack.tensors()).hasSize(2);
            assertThat(pack.recipeJson()).isPresent();
            assertThat(Models.values(pack.view(Models.tensor(pack, "block.a")))).hasSize(60 * 96);
        }
    }

    @Test
    void refusesAnotherVersion() throws IOException {
        metadata.put("quantoscope.package", "2");
        assertRefusedAtOpening("version 2");
    }

    @Test
    void refusesAFileWithoutDescriptions() throws IOException {
        metadata.remove("quantoscope.tensors");
        assertRefusedAtOpening("quantoscope.tensors");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{'                    | '[{'                              | not JSON",
                "'{\"block.a\"'         | '{\"block.a\":0,\"block.a\"'      | not JSON",
                "'\"dtype\":\"F32\"'    | '\"dtype\":\"I32\"'               | dtype",
                "'\"dtype\":\"F32\"'    | '\"dtype\":32'                    | dtype",
                "'\"dtype\":\"F32\",'   | ''                                | lacks the field dtype",
                "'\"dtype\":\"F32\"'    | '\"dtype\":\"F32\",\"x\":1'       | unknown field x",
                "'[60,96]'              | '[60.5,96]'                       | whole numbers",
                "'[60,96]'              | '[-60,96]'                        | negative",
                "'[60,96]'              | '[4611686018427387904,96]'        | overflows",
                "'[60,96]'              | '[99999999999999999999]'          | whole numbers",
                "'[60,96]'              | '[0,96]'                          | cannot be a quantized",
                "'[60,96]'              | '[1,1125899906842624]'            | cannot be a quantized",
                "'[60,96]'              | '[1125899906842624,96]'           | cannot be a quantized",
                "'[60,96]'              | '[61,96]'                         | bytes of U8",
                "'[60,96]'              | '[60,96,1,1]'                     | ''",
                "'\"transposed\":false' | '\"transposed\":1'                | transposed",
                "'\"bits\":4'           | '\"bits\":7'                      | bits",
                "'\"bits\":4'           | '\"bits\":5'                      | CODES",
                "'\"bits\":4'           | '\"bits\":null'                   | bits",
                "'\"alpha\":0.05'       | '\"alpha\":0.9'                   | alpha",
                "'\"scheme\":\"affine\"'| '\"scheme\":\"symmetric\"'        | OFFSET",
                "'\"params\":\"f16\"'   | '\"params\":\"f32\"'              | SCALE",
                "'\"threshold\":0'      | '\"threshold\":-0'                | threshold",
                "'\"sets\":60'          | '\"sets\":61'                     | counts contradict",
                "'\"sets\":60'          | '\"sets\":-1'                     | sets",
                "'\"sets\":60'          | '\"sets\":9223372036854775807'    | counts contradict",
                "'\"places\":\"rice\"'  | '\"places\":\"none\"'             | counts contradict",
                "'\"places\":\"rice\"'  | '\"places\":\"morse\"'            | places",
                "'\"places\":\"rice\"'  | '\"places\":\"bitmap\"'           | Rice code",
                "'\"rice\":'            | '\"rice\":1'                      | Rice code",
                "'\"unaryBits\":'       | '\"unaryBits\":9'                 | Rice code",
                "'\"salient\":'         | '\"salient\":99'                  | counts contradict",
            })
    void refusesADescription(String find, String replace, String words) throws IOException {
        describe(text -> text.replace(find, replace));
        assertRefusedAtOpening(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"sets\":-1", "\"sets\":1.5", "\"sets\":\"1\""})
    void namesTheTensorWhoseDescriptionIsIllTyped(String sets) throws IOException {
        describe(text -> text.replaceFirst("\"sets\":\\d+", sets));
        assertRefusedAtOpening("sets", "(tensor block.a)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[[", "{} {}"})
    void saysWhatIsNoJsonWithoutTheWordsOfTheParser(String text) throws IOException {
        metadata.put("quantoscope.tensors", text.equals("[[") ? text.repeat(5000) : text);
        Path file = written();
        assertThatThrownBy(() -> Models.OPENER.open(file).close())
                .hasMessageContaining("is not JSON")
                .message()
                .doesNotContain("`", "REDACTED", "Feature");
    }

    @Test
    void refusesAMissingArray() throws IOException {
        arrays.remove("block.a.scale");
        assertRefusedAtOpening("lacks its array SCALE", "block.a");
    }

    @Test
    void refusesAnArrayThatShouldNotBeThere() throws IOException {
        arrays.put("block.a.zero", new Array(DType.U8, Shape.of(64), new byte[64]));
        assertRefusedAtOpening("should not have");
    }

    @Test
    void refusesAnArrayOfAnotherType() throws IOException {
        Array scale = Objects.requireNonNull(arrays.get("block.a.scale"));
        arrays.put("block.a.scale", new Array(DType.BF16, scale.shape(), scale.data()));
        assertRefusedAtOpening("instead of", "F16");
    }

    @Test
    void refusesAnArrayOfAnotherLength() throws IOException {
        arrays.put("block.a.codes", new Array(DType.U8, Shape.of(8), new byte[8]));
        assertRefusedAtOpening("CODES", "2880");
    }

    @Test
    void refusesAKeptTensorOfTheSameName() throws IOException {
        arrays.put("block.a", new Array(DType.F32, Shape.of(2), new byte[8]));
        assertRefusedAtOpening("twice");
    }

    private void change(String array, Consumer<byte[]> change) {
        Array before = Objects.requireNonNull(arrays.get(array));
        byte[] data = before.data().clone();
        change.accept(data);
        arrays.put(array, new Array(before.dtype(), before.shape(), data));
    }

    @Test
    void refusesAUnaryStreamWithoutAnEnd() throws IOException {
        change("block.a.salient_unary", data -> Arrays.fill(data, (byte) 0));
        assertRefusedAtReading("ends before the last salient weight");
    }

    @Test
    void refusesAUnaryStreamThatGoesOn() throws IOException {
        change("block.a.salient_unary", data -> Arrays.fill(data, (byte) 0xff));
        assertRefusedAtReading("goes on after the last");
    }

    @Test
    void refusesPlacesBeyondTheLastWeight() throws IOException {
        change("block.a.salient_remainders", data -> Arrays.fill(data, (byte) 0xff));
        assertRefusedAtReading("beyond the last weight");
    }

    @Test
    void refusesFewerSetsThanThePlacesNeed() throws IOException {
        // 58 sets are padded to as many bytes as 60.
        describe(text -> text.replace("\"sets\":60", "\"sets\":58"));
        assertRefusedAtReading("announce 58 parameter sets");
    }

    @ParameterizedTest
    @EnumSource(
            value = PlacesEncoding.class,
            names = {"BITMAP", "LISTS"})
    void refusesPlacesThatDisagreeWithTheirNumber(PlacesEncoding encoding) throws IOException {
        makeWith(encoding);
        boolean bitmap = encoding == PlacesEncoding.BITMAP;
        change(
                bitmap ? "block.a.salient_bitmap" : "block.a.salient_counts",
                data -> Arrays.fill(data, (byte) 0x11));
        assertRefusedAtReading(bitmap ? "announce" : "salient_");
    }

    @Test
    void refusesIndicesThatAreNotAscending() throws IOException {
        makeWith(PlacesEncoding.LISTS);
        change("block.a.salient_indices", data -> Arrays.fill(data, (byte) 0));
        assertRefusedAtReading("not ascending");
    }

    /**
     * Rewrites the places in an encoding that the writer would not choose; nothing else changes.
     */
    private void makeWith(PlacesEncoding encoding) throws IOException {
        QuantizationSpec spec = Preset.ADPQ.at(new BitWidth(4)).withAlpha(new SalientShare(0.2));
        make(spec);
        float[] before = values();
        Map<String, byte[]> places =
                new PlacesRewriter(temp, spec, Shape.of(60, 96))
                        .rewrite(
                                bytes("block.a.salient_unary"),
                                bytes("block.a.salient_remainders"),
                                number("rice"),
                                number("salient"),
                                encoding);
        arrays.remove("block.a.salient_unary");
        arrays.remove("block.a.salient_remainders");
        places.forEach((stream, data) ->
                arrays.put("block.a." + stream, new Array(DType.U8, Shape.of(data.length), data)));
        describe(text ->
                text.replaceAll("\"rice\":\\d+", "\"rice\":0")
                        .replaceAll("\"unaryBits\":\\d+", "\"unaryBits\":0")
                        .replace("\"places\":\"rice\"", "\"places\":\"" + encoding.key() + '"'));
        assertThat(values()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(
            value = PlacesEncoding.class,
            names = {"BITMAP", "LISTS"})
    void readsEveryEncodingOfPlaces(PlacesEncoding encoding) throws IOException {
        makeWith(encoding);
    }

    private float[] values() throws IOException {
        Path file = written();
        try (Checkpoint pack = Models.OPENER.open(file)) {
            return Models.values(pack.view(Models.tensor(pack, "block.a")));
        } finally {
            Files.delete(file);
        }
    }

    private byte[] bytes(String array) {
        return Objects.requireNonNull(arrays.get(array)).data();
    }

    private int number(String field) {
        String text = String.valueOf(metadata.get("quantoscope.tensors"));
        return Integer.parseInt(text.replaceAll(".*\"" + field + "\":(\\d+).*", "$1"));
    }
}
