package org.quantoscope.checkpoint.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;
import org.quantoscope.tensor.TensorInfo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lies about the parts of a split model. */
class GgufSplitAttackTest {
    private static final int UINT16 = 2;

    @TempDir Path folder;

    @Test
    void opensTheHonestPartsWhicheverIsGiven() throws IOException {
        write(1, part(0, 2, 2, "a"));
        write(2, part(1, 2, 2, "b"));
        for (int given = 1; given <= 2; given++) {
            try (Checkpoint opened = new GgufFormat().open(file(given, 2))) {
                assertThat(opened.tensors()).map(TensorInfo::name).containsExactly("a", "b");
            }
        }
    }

    @Test
    void refusesAPartWhoseNameDoesNotSayWhichItIs() throws IOException {
        Path file = part(0, 2, 2, "a").writeTo(folder.resolve("model.gguf"));
        GgufRefusals.assertRefused(file, Reason.BAD_INDEX);
    }

    @Test
    void refusesAnotherCountInTheNameThanInTheFile() throws IOException {
        Path file = part(0, 3, 2, "a").writeTo(file(1, 2));
        GgufRefusals.assertRefused(file, Reason.BAD_INDEX);
    }

    @Test
    void refusesTheZerothPart() throws IOException {
        write(1, part(0, 2, 2, "a"));
        write(2, part(1, 2, 2, "b"));
        Path zeroth = part(0, 2, 2, "c").writeTo(file(0, 2));
        GgufRefusals.assertRefused(zeroth, Reason.BAD_INDEX);
    }

    @Test
    void refusesAMissingPart() throws IOException {
        GgufRefusals.assertRefused(write(1, part(0, 2, 2, "a")), Reason.MISSING_SHARD)
                .hasMessageContaining("m-00002-of-00002.gguf");
    }

    @Test
    void refusesAPartThatSaysItIsAnother() throws IOException {
        write(2, part(0, 2, 2, "b"));
        GgufRefusals.assertRefused(write(1, part(0, 2, 2, "a")), Reason.INDEX_MISMATCH);
    }

    @Test
    void refusesAPartThatSaysNothing() throws IOException {
        write(2, RawGguf.honest());
        GgufRefusals.assertRefused(write(1, part(0, 2, 2, "a")), Reason.INDEX_MISMATCH);
    }

    @Test
    void refusesATensorThatTwoPartsHold() throws IOException {
        write(2, part(1, 2, 2, "a"));
        GgufRefusals.assertRefused(write(1, part(0, 2, 2, "a")), Reason.DUPLICATE_TENSOR);
    }

    @Test
    void refusesAnotherNumberOfTensorsThanAllPartsHold() throws IOException {
        write(2, part(1, 2, 3, "b"));
        GgufRefusals.assertRefused(write(1, part(0, 2, 3, "a")), Reason.INDEX_MISMATCH)
                .hasMessageContaining("3 tensors");
    }

    @Test
    void refusesADamagedPartByItsOwnName() throws IOException {
        Files.write(file(2, 2), new byte[] {'G', 'G', 'U', 'F', 3, 0, 0, 0});
        GgufRefusals.assertRefused(write(1, part(0, 2, 2, "a")), Reason.HEADER_BEYOND_FILE)
                .hasMessageContaining("m-00002-of-00002.gguf");
    }

    private Path write(int number, RawGguf part) throws IOException {
        return part.writeTo(file(number, 2));
    }

    private Path file(int number, int count) {
        return folder.resolve("m-%05d-of-%05d.gguf".formatted(number, count));
    }

    private static RawGguf part(int number, int count, int tensors, String tensor) {
        return new RawGguf()
                .entry("split.no", UINT16, new byte[] {(byte) number, 0})
                .entry("split.count", UINT16, new byte[] {(byte) count, 0})
                .u32("split.tensors.count", tensors)
                .tensor(tensor, RawGguf.F32, 0, 2)
                .data(8);
    }
}
