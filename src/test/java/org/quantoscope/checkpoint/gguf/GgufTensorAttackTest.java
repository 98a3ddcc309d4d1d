package org.quantoscope.checkpoint.gguf;

import static org.quantoscope.checkpoint.gguf.RawGguf.F32;
import static org.quantoscope.checkpoint.gguf.RawGguf.Q4_0;
import static org.quantoscope.checkpoint.gguf.RawGguf.i64;
import static org.quantoscope.checkpoint.gguf.RawGguf.join;
import static org.quantoscope.checkpoint.gguf.RawGguf.text;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Lies in the descriptions of tensors, and in how they cover the file. */
class GgufTensorAttackTest {
    private static final int F64 = 28;

    @TempDir Path folder;

    @Test
    void refusesATensorWithoutAName() throws IOException {
        refused(new RawGguf().tensor("", F32, 0, 2).data(8), Reason.BAD_TENSOR_NAME);
    }

    @Test
    void refusesANameOf64Bytes() throws IOException {
        RawGguf file = new RawGguf().tensor("é".repeat(32), F32, 0, 2).data(8);
        refused(file, Reason.BAD_TENSOR_NAME).hasMessageContaining("64 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u001b[2Jb", "a\nb", "a\u202eb", "a\u0000b"})
    void refusesNamesThatActOnATerminal(String name) throws IOException {
        refused(new RawGguf().tensor(name, F32, 0, 2).data(8), Reason.BAD_TENSOR_NAME);
    }

    @Test
    void refusesANameThatIsNoUtf8() throws IOException {
        byte[] name = join(i64(1), new byte[] {(byte) 0x80});
        refused(new RawGguf().tensor(name, 1, F32, 0, 2).data(8), Reason.HEADER_NOT_UTF8);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1 << 20})
    void refusesANameLongerThanTheFile(long length) throws IOException {
        RawGguf file = new RawGguf().tensor(i64(length), 1, F32, 0, 2).data(8);
        refused(file, Reason.HEADER_BEYOND_FILE);
    }

    @Test
    void refusesANameThatIsThereTwice() throws IOException {
        RawGguf file = new RawGguf().tensor("w", F32, 0, 8).tensor("w", F32, 32, 8).data(64);
        refused(file, Reason.DUPLICATE_TENSOR).hasMessageContaining("w");
    }

    @ParameterizedTest
    @ValueSource(ints = {5, -1, Integer.MAX_VALUE})
    void refusesMoreThanFourDimensions(int rank) throws IOException {
        RawGguf file = new RawGguf().tensor(text("w"), rank, F32, 0, 1, 1, 1, 1, 2).data(8);
        refused(file, Reason.BAD_SHAPE).hasMessageContaining("at most 4");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void refusesSizesBeyond63Bits(long size) throws IOException {
        refused(new RawGguf().tensor("w", F32, 0, 2, size).data(8), Reason.BAD_SHAPE);
    }

    @Test
    void refusesSizesWhoseProductOverflows() throws IOException {
        RawGguf file = new RawGguf().tensor("w", F32, 0, 1L << 32, 1L << 32, 2).data(8);
        refused(file, Reason.SIZE_OVERFLOW);
    }

    @Test
    void refusesSizesWhoseBytesOverflow() throws IOException {
        refused(new RawGguf().tensor("w", F64, 0, 1L << 61).data(8), Reason.SIZE_OVERFLOW);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 31, 43, 1 << 20, -1})
    void refusesTypesThatItDoesNotKnow(int type) throws IOException {
        refused(new RawGguf().tensor("w", type, 0, 32).data(64), Reason.UNKNOWN_DTYPE)
                .hasMessageContaining(Integer.toUnsignedString(type));
    }

    @Test
    void refusesRowsThatDoNotDivideIntoBlocks() throws IOException {
        // 64 weights in all, which do fill whole blocks.
        refused(new RawGguf().tensor("w", Q4_0, 0, 16, 4).data(36), Reason.BAD_SHAPE)
                .hasMessageContaining("rows of 16");
    }

    @ParameterizedTest
    @ValueSource(longs = {32, 1, -32, Long.MIN_VALUE, Long.MAX_VALUE})
    void refusesAFirstTensorThatDoesNotBeginTheData(long offset) throws IOException {
        refused(new RawGguf().tensor("w", F32, offset, 8).data(64), Reason.BAD_OFFSETS);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 16, 20, 64, -1})
    void refusesGapsOverlapsAndMissingPadding(long offset) throws IOException {
        RawGguf file = new RawGguf().tensor("a", F32, 0, 5).tensor("b", F32, offset, 8).data(128);
        refused(file, Reason.BAD_OFFSETS).hasMessageContaining("give 32");
    }

    @Test
    void refusesTensorsInAnotherOrderThanTheirData() throws IOException {
        RawGguf file = new RawGguf().tensor("a", F32, 32, 8).tensor("b", F32, 0, 8).data(64);
        refused(file, Reason.BAD_OFFSETS);
    }

    @Test
    void refusesDataLongerThanTheFile() throws IOException {
        refused(new RawGguf().tensor("w", F32, 0, 1L << 40).data(8), Reason.DATA_BEYOND_FILE);
    }

    @Test
    void refusesAFileWithoutTheLastByteOfItsData() throws IOException {
        byte[] bytes = RawGguf.honest().bytes();
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
        GgufRefusals.assertRefused(cut, folder, Reason.DATA_BEYOND_FILE);
    }

    @Test
    void refusesAFileThatEndsWithinTheDescriptions() throws IOException {
        byte[] bytes =
                new RawGguf()
                        .tensor("a", F32, 0, 2, 2, 2, 2)
                        .tensor("b", F32, 64, 2, 2, 2, 2)
                        .aligned(1)
                        .bytes();
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
        GgufRefusals.assertRefused(cut, folder, Reason.HEADER_BEYOND_FILE);
    }

    @Test
    void refusesBytesAfterTheLastTensor() throws IOException {
        refused(RawGguf.honest().data(33), Reason.TRAILING_DATA);
    }

    @Test
    void refusesBytesAfterAHeaderWithoutTensors() throws IOException {
        refused(new RawGguf().text("k", "v").data(1), Reason.TRAILING_DATA);
    }

    private AbstractThrowableAssert<?, MalformedCheckpointException> refused(
            RawGguf file, Reason reason) throws IOException {
        return GgufRefusals.assertRefused(file.bytes(), folder, reason);
    }
}
