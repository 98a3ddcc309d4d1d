package org.quantoscope.checkpoint.gguf;

import static org.quantoscope.checkpoint.gguf.RawGguf.i32;
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

/** Lies in keys and values. */
class GgufMetadataAttackTest {
    private static final int UINT8 = 0;
    private static final int BOOL = 7;
    private static final int STRING = 8;
    private static final int ARRAY = 9;
    private static final int UINT64 = 10;
    private static final byte[] NOT_UTF8 = {(byte) 0xff, (byte) 0xc0};

    @TempDir Path folder;

    @Test
    void refusesAKeyLongerThanTheFile() throws IOException {
        refused(new RawGguf().entry(join(i64(1 << 20), i32(0), i32(0))), Reason.HEADER_BEYOND_FILE);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 62})
    void refusesLengthsOfKeysThatOverflow(long length) throws IOException {
        refused(new RawGguf().entry(join(i64(length), i64(0))), Reason.HEADER_BEYOND_FILE);
    }

    @Test
    void refusesAKeyLongerThanTheSpecificationAllows() throws IOException {
        refused(new RawGguf().text("k".repeat(65_536), "v"), Reason.BAD_METADATA)
                .hasMessageContaining("65536 bytes");
    }

    @Test
    void refusesAKeyThatIsNoUtf8() throws IOException {
        byte[] entry = join(i64(2), NOT_UTF8, i32(UINT8), new byte[8]);
        refused(new RawGguf().entry(entry), Reason.HEADER_NOT_UTF8);
    }

    @Test
    void refusesAKeyThatIsThereTwice() throws IOException {
        refused(RawGguf.honest().text("general.architecture", "gpt2"), Reason.DUPLICATE_KEY)
                .hasMessageContaining("general.architecture");
    }

    @ParameterizedTest
    @ValueSource(ints = {13, -1, Integer.MIN_VALUE})
    void refusesValueTypesThatItDoesNotKnow(int type) throws IOException {
        refused(RawGguf.honest().entry("k", type, i64(0)), Reason.BAD_METADATA)
                .hasMessageContaining("unknown type");
    }

    @Test
    void refusesArraysOfArrays() throws IOException {
        refused(RawGguf.honest().array("k", ARRAY, 1, i64(0), i64(0)), Reason.BAD_METADATA)
                .hasMessageContaining("array of arrays");
    }

    @Test
    void refusesArraysOfAnUnknownType() throws IOException {
        refused(RawGguf.honest().array("k", 99, 1, i64(0)), Reason.BAD_METADATA);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, 1_000})
    void refusesMoreBytesInAnArrayThanTheFileHas(long count) throws IOException {
        refused(RawGguf.honest().array("k", UINT8, count), Reason.HEADER_BEYOND_FILE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 60, (1L << 61) + 1, 30})
    void refusesMoreTextsInAnArrayThanTheFileCanHold(long count) throws IOException {
        refused(RawGguf.honest().array("k", STRING, count), Reason.HEADER_BEYOND_FILE);
    }

    @Test
    void refusesAnArrayLongerThanAnyVocabulary() throws IOException {
        int count = (1 << 24) + 1;
        refused(new RawGguf().array("k", UINT8, count, new byte[count]), Reason.BAD_METADATA)
                .hasMessageContaining("16777217 elements");
    }

    @Test
    void refusesATextInAnArrayThatGoesBeyondTheFile() throws IOException {
        RawGguf file = RawGguf.honest().array("k", STRING, 2, text("a"), i64(1 << 20));
        refused(file, Reason.HEADER_BEYOND_FILE);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1 << 20})
    void refusesATextLongerThanTheFile(long length) throws IOException {
        refused(RawGguf.honest().entry("k", STRING, i64(length)), Reason.HEADER_BEYOND_FILE);
    }

    @Test
    void refusesAFlagThatIsNeitherTrueNorFalse() throws IOException {
        refused(RawGguf.honest().entry("k", BOOL, new byte[] {2}), Reason.BAD_METADATA);
    }

    @Test
    void refusesAFlagInAnArrayThatIsNeitherTrueNorFalse() throws IOException {
        RawGguf file = RawGguf.honest().array("k", BOOL, 3, new byte[] {0, 1, -1});
        refused(file, Reason.BAD_METADATA);
    }

    @Test
    void refusesAFileThatEndsWithinAValue() throws IOException {
        byte[] whole = new RawGguf().entry("k", UINT64, i64(7)).aligned(1).bytes();
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 1);
        GgufRefusals.assertRefused(cut, folder, Reason.HEADER_BEYOND_FILE);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 48, 0xffff_ffffL})
    void refusesAnAlignmentThatIsNoPowerOfTwo(long alignment) throws IOException {
        refused(RawGguf.honest().u32("general.alignment", alignment), Reason.BAD_METADATA)
                .hasMessageContaining("power of two");
    }

    @Test
    void refusesAnAlignmentOfAnotherType() throws IOException {
        RawGguf file = RawGguf.honest().entry("general.alignment", UINT64, i64(32));
        refused(file, Reason.BAD_METADATA).hasMessageContaining("u32");
    }

    @Test
    void refusesAnAlignmentThatIsAText() throws IOException {
        refused(RawGguf.honest().text("general.alignment", "32"), Reason.BAD_METADATA);
    }

    @Test
    void refusesAnAlignmentBeyondTheFile() throws IOException {
        refused(RawGguf.honest().u32("general.alignment", 1L << 31), Reason.DATA_BEYOND_FILE);
    }

    private AbstractThrowableAssert<?, MalformedCheckpointException> refused(
            RawGguf file, Reason reason) throws IOException {
        return GgufRefusals.assertRefused(file.bytes(), folder, reason);
    }
}
