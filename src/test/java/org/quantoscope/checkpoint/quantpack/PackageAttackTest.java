package org.quantoscope.checkpoint.quantpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.CheckpointOpener;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;
import org.quantoscope.checkpoint.safetensors.SafetensorsFormat;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Packages whose metadata, arrays and places contradict each other. */
class PackageAttackTest {
    private static final CheckpointOpener OPENER =
            new CheckpointOpener(
                    List.of(new QuantpackFormat(new SafetensorsFormat()), new SafetensorsFormat()));

    @TempDir Path folder;

    @Test
    void theHonestPackagesOpen() throws IOException {
        readWhole(SmallPackage.withBitmap().writeTo(folder));
        Path other = Files.createDirectory(folder.resolve("rice"));
        readWhole(SmallPackage.withRice().writeTo(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2", "1.0", "", "\u001b[2J"})
    void refusesAnotherVersion(String version) throws IOException {
        assertRefused(SmallPackage.withBitmap().ofVersion(version));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"dtype\":\"F32\" | \"dtype\":\"I32\"",
                "\"dtype\":\"F32\" | \"dtype\":7",
                "\"shape\":[4,64] | \"shape\":[4,65]",
                "\"shape\":[4,64] | \"shape\":[64,4]",
                "\"shape\":[4,64] | \"shape\":[4,-64]",
                "\"shape\":[4,64] | \"shape\":[]",
                "\"shape\":[4,64] | \"shape\":[0,64]",
                "\"shape\":[4,64] | \"shape\":4",
                "\"shape\":[4,64] | \"shape\":[4.0,64]",
                "\"shape\":[4,64] | \"shape\":[4294967296,4294967296]",
                "\"shape\":[4,64] | \"shape\":[1,1125899906842624]",
                "\"shape\":[4,64] | \"shape\":[9223372036854775807]",
                "\"shape\":[4,64] | \"shape\":[9223372036854775808]",
                "\"transposed\":false | \"transposed\":\"no\"",
                "\"transposed\":false | \"transposed\":true",
                "\"threshold\":0.5 | \"threshold\":-1",
                "\"threshold\":0.5 | \"threshold\":1e999",
                "\"threshold\":0.5 | \"threshold\":null",
                "\"threshold\":0.5 | \"threshold\":1e39",
                "\"threshold\":0.5 | \"threshold\":-1e999",
                "\"salient\":3 | \"salient\":-3",
                "\"salient\":3 | \"salient\":0",
                "\"salient\":3 | \"salient\":1000",
                "\"salient\":3 | \"salient\":9223372036854775807",
                "\"sets\":4 | \"sets\":5",
                "\"sets\":4 | \"sets\":9223372036854775807",
                "\"salientSets\":2 | \"salientSets\":9",
                "\"places\":\"bitmap\" | \"places\":\"none\"",
                "\"places\":\"bitmap\" | \"places\":\"lists\"",
                "\"places\":\"bitmap\" | \"places\":\"rice\"",
                "\"places\":\"bitmap\" | \"places\":\"morse\"",
                "\"rice\":0 | \"rice\":3",
                "\"rice\":0 | \"rice\":99999999999",
                "\"unaryBits\":0 | \"unaryBits\":64",
                "\"unaryBits\":0 | \"unaryBits\":0,\"unaryBits\":0",
                "\"unaryBits\":0 | \"unaryBits\":0,\"more\":1",
                "\"threshold\":0.5, | ",
                "\"bits\":4 | \"bits\":40",
                "\"bits\":4 | \"bits\":null",
                "\"bits\":4 | \"bits\":\"4\"",
                "\"spec\":{ | \"spec\":[],\"x\":{",
                "{\"w\" | {\"v\"",
                "{\"w\" | [\"w\"",
                "{\"w\" | {\"w\":1,\"w\""
            })
    void refusesADescriptionThatIsNotOfTheseArrays(String text, String by) throws IOException {
        assertRefused(SmallPackage.withBitmap().replace(text, by == null ? "" : by));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"rice\":6', '\"rice\":64'",
        "'\"rice\":6', '\"rice\":0'",
        "'\"unaryBits\":5', '\"unaryBits\":2'",
        "'\"unaryBits\":5', '\"unaryBits\":5000'",
        "'\"unaryBits\":5', '\"unaryBits\":9223372036854775807'"
    })
    void refusesAnImpossibleRiceCode(String text, String by) throws IOException {
        assertRefused(SmallPackage.withRice().replace(text, by));
    }

    @ParameterizedTest
    @EnumSource(names = {"CODES", "SCALE", "OFFSET", "SALIENT_SCALE", "SALIENT_BITMAP"})
    void refusesAMissingArray(PackedStream stream) throws IOException {
        assertRefused(SmallPackage.withBitmap().resize(stream, 0));
    }

    @ParameterizedTest
    @EnumSource(names = {"CODES", "SCALE", "OFFSET", "SALIENT_SCALE", "SALIENT_BITMAP"})
    void refusesAnArrayOfAnotherLength(PackedStream stream) throws IOException {
        assertRefused(SmallPackage.withBitmap().resize(stream, 16 * 1024));
    }

    @ParameterizedTest
    @EnumSource(names = {"ZERO", "SALIENT_INDICES", "SALIENT_HIGH"})
    void refusesAnArrayThatTheDescriptionDoesNotNeed(PackedStream stream) throws IOException {
        assertRefused(SmallPackage.withBitmap().resize(stream, 8));
    }

    @Test
    void refusesATensorThatIsBothQuantizedAndPlain() throws IOException {
        assertRefused(SmallPackage.withBitmap().withPlainTwin());
    }

    @Test
    void refusesAFileOfThePackageWithoutDescription() throws IOException {
        SmallPackage.withBitmap().writeTo(folder);
        Files.move(folder.resolve("model.safetensors"), folder.resolve("a.safetensors"));
        Files.copy(
                Path.of("samples/stories260k/model.safetensors"), folder.resolve("b.safetensors"));
        assertThat(refusalOf(folder)).hasMessageContaining("b.safetensors");
    }

    @Test
    void refusesMorePlacesThanAnnounced() throws IOException {
        SmallPackage small = SmallPackage.withBitmap();
        small.array(PackedStream.SALIENT_BITMAP)[1] = 1;
        assertRefused(small);
    }

    @Test
    void refusesPlacesInOtherRowsThanTheParameters() throws IOException {
        SmallPackage small = SmallPackage.withBitmap();
        byte[] bitmap = small.array(PackedStream.SALIENT_BITMAP);
        bitmap[0] = 0b001;
        bitmap[8] = 1;
        assertRefused(small);
    }

    @Test
    void refusesGapsThatLeaveTheTensor() throws IOException {
        SmallPackage small = SmallPackage.withRice();
        Arrays.fill(small.array(PackedStream.SALIENT_REMAINDERS), (byte) 0xff);
        assertRefused(small);
    }

    @Test
    void refusesAUnaryStreamThatEndsEarlyOrGoesOn() throws IOException {
        SmallPackage small = SmallPackage.withRice();
        small.array(PackedStream.SALIENT_UNARY)[0] = 0b00011;
        assertRefused(small);
        Files.delete(folder.resolve("model.safetensors"));
        small.array(PackedStream.SALIENT_UNARY)[0] = 0b00111;
        assertRefused(small);
    }

    @Test
    void everyDamagedPackageIsReadWholeOrRefused() throws IOException {
        Random random = new Random(11);
        Path intact = Files.createDirectory(folder.resolve("intact"));
        byte[] bytes =
                Files.readAllBytes(
                        SmallPackage.withRice().writeTo(intact).resolve("model.safetensors"));
        int header = bytes[8 - 7] << 8 | bytes[0] & 0xff;
        int refused = 0;
        for (int i = 0; i < 1_000; i++) {
            byte[] damaged = bytes.clone();
            for (int damages = 1 + random.nextInt(2); damages > 0; damages--) {
                boolean inDigits = random.nextBoolean();
                int at = random.nextInt(inDigits ? header : damaged.length);
                boolean digit = damaged[at] >= '0' && damaged[at] <= '9';
                damaged[at] = (byte) (digit ? '0' + random.nextInt(10) : random.nextInt(256));
            }
            Files.write(folder.resolve("model.safetensors"), damaged);
            try {
                readWhole(folder);
            } catch (MalformedCheckpointException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(300, 999);
    }

    private void assertRefused(SmallPackage small) throws IOException {
        MalformedCheckpointException refusal = refusalOf(small.writeTo(folder));
        assertThat(refusal.reason()).isEqualTo(Reason.BAD_PACKAGE);
        assertThat(refusal)
                .hasMessageContaining("model.safetensors")
                .message()
                .matches(line -> line.chars().noneMatch(Character::isISOControl), "printable line");
    }

    private static MalformedCheckpointException refusalOf(Path path) {
        MalformedCheckpointException refusal =
                catchThrowableOfType(MalformedCheckpointException.class, () -> readWhole(path));
        assertThat(refusal).as("refusal").isNotNull();
        return refusal;
    }

    /** Opens and restores every value; a refusal met on the way comes out as such. */
    private static void readWhole(Path path) throws IOException {
        try (Checkpoint opened = OPENER.open(path)) {
            for (TensorInfo tensor : opened.tensors()) {
                if (tensor.dtype().isAnalysable()
                        && opened.view(tensor) instanceof TensorView.Decoded view) {
                    int rows = Math.toIntExact(tensor.rows());
                    view.decodeRows(0, rows, new float[Math.toIntExact(rows * tensor.columns())]);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
