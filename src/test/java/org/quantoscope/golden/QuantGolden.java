package org.quantoscope.golden;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.safetensors.SafetensorsFormat;
import org.quantoscope.kernel.KernelProvider;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.kernel.ScalarKernels;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an independent numpy implementation of the method makes of small matrices, for many
 * specifications; see the README beside the files.
 *
 * <p>Open while the test class runs; for tests only.
 */
public final class QuantGolden implements AutoCloseable {
    private static final Path FOLDER = Path.of("src/test/resources/golden/quant");
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Checkpoint inputs;
    private final Checkpoint expected;
    private final List<Case> cases = new ArrayList<>();

    /**
     * One matrix under one specification.
     *
     * @param overflows whether a parameter must be refused; then there is nothing else to compare
     * @param figures measures by the names that {@code analyze --json} uses
     */
    public record Case(
            String id,
            String input,
            int bins,
            QuantizationSpec spec,
            boolean overflows,
            JsonNode figures) {
        /** A figure; Python's repr where it is not finite. */
        public double figure(String name) {
            JsonNode value = figures.get(name);
            return value.isNumber()
                    ? value.doubleValue()
                    : Double.parseDouble(value.stringValue().replace("inf", "Infinity"));
        }

        @Override
        public String toString() {
            return id + " " + input + " " + spec;
        }
    }

    public QuantGolden() {
        try {
            inputs = new SafetensorsFormat().open(FOLDER.resolve("inputs.safetensors"));
            expected = new SafetensorsFormat().open(FOLDER.resolve("expected.safetensors"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JsonMapper.shared()
                .readTree(FOLDER.resolve("cases.json").toFile())
                .forEach(node -> cases.add(read(node)));
    }

    private static Case read(JsonNode node) {
        QuantizationSpec spec = Preset.RTN.at(new BitWidth(4));
        JsonNode fields = node.get("spec");
        for (SpecField field : SpecField.ALL) {
            JsonNode value = fields.get(field.key());
            if (field == SpecField.LAYOUT) {
                continue; // all cases are of our own layout
            }
            spec = field.with(spec, value.isString() ? value.stringValue() : value.toString());
        }
        return new Case(
                node.get("id").stringValue(),
                node.get("input").stringValue(),
                node.get("bins").intValue(),
                spec,
                node.has("overflow"),
                node.path("figures"));
    }

    public List<Case> cases() {
        return cases;
    }

    /** The kernels of this Java: the scalar ones, and those of the Vector API where it is. */
    public static List<Kernels> kernels() {
        Kernels chosen = KernelProvider.choose().kernels();
        return Stream.of(new ScalarKernels(), chosen)
                .filter(kernels -> kernels != chosen || !(chosen instanceof ScalarKernels))
                .toList();
    }

    public TensorView input(Case one) {
        return inputs.view(find(inputs, one.input()));
    }

    /** Unsigned codes, row-major. */
    public byte[] codes(Case one) {
        return bytes(one, ".codes").toArray(ValueLayout.JAVA_BYTE);
    }

    /** Restored weights, row-major. */
    public float[] values(Case one) {
        return bytes(one, ".values").toArray(FLOAT);
    }

    /** Histogram counts before and, behind them, after. */
    public long[] counts(Case one) {
        short[] halves = bytes(one, ".counts").toArray(SHORT);
        long[] counts = new long[halves.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Short.toUnsignedInt(halves[i]);
        }
        return counts;
    }

    private MemorySegment bytes(Case one, String suffix) {
        return expected.bytes(find(expected, one.id() + suffix));
    }

    private static TensorInfo find(Checkpoint in, String name) {
        return in.tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        inputs.close();
        expected.close();
    }
}
