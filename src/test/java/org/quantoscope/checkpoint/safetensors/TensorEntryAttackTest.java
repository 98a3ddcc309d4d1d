package org.quantoscope.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quantoscope.checkpoint.safetensors.Refusals.refusalOf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;

import java.io.IOException;
import java.nio.file.Path;

/** Entries that contradict themselves, the format, or arithmetic. */
class TensorEntryAttackTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "1",
                "null",
                "\"F32\"",
                "{}",
                "{\"shape\":[2],\"data_offsets\":[0,8]}",
                "{\"dtype\":\"F32\",\"data_offsets\":[0,8]}",
                "{\"dtype\":\"F32\",\"shape\":[2]}",
                "{\"dtype\":32,\"shape\":[2],\"data_offsets\":[0,8]}",
                "{\"dtype\":null,\"shape\":[2],\"data_offsets\":[0,8]}"
            })
    void refusesEntryWithoutWhatATensorNeeds(String entry) throws IOException {
        assertReason(Reason.BAD_TENSOR_ENTRY, "{\"w\":" + entry + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"f32", "float32", "Q4_0", "", "F32 ", "I4", "F128"})
    void refusesUnknownDtype(String dtype) throws IOException {
        assertReason(Reason.UNKNOWN_DTYPE, "{" + RawFile.entry("w", dtype, "[2]", 0, 8) + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[-2]",
                "[-0]",
                "[-9223372036854775809]",
                "[2.0]",
                "[2e0]",
                "[\"2\"]",
                "[null]",
                "[true]",
                "[[2]]",
                "{}",
                "2"
            })
    void refusesShapeThatIsNoListOfCounts(String shape) throws IOException {
        assertReason(Reason.BAD_SHAPE, "{" + RawFile.entry("w", "F32", shape, 0, 8) + "}");
    }

    @Test
    void refusesMoreDimensionsThanAnyLibraryHas() throws IOException {
        String shape = "[" + "1,".repeat(64) + "2]";
        assertReason(Reason.BAD_SHAPE, "{" + RawFile.entry("w", "F32", shape, 0, 8) + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[9223372036854775808]",
                "[18446744073709551618]",
                "[4294967296,4294967296]",
                "[3037000500,3037000500]",
                "[9223372036854775807,2,0]",
                "[2305843009213693952]",
                "[4611686018427387905]"
            })
    void refusesSizesThatOverflow(String shape) throws IOException {
        assertReason(Reason.SIZE_OVERFLOW, "{" + RawFile.entry("w", "F32", shape, 0, 8) + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[0]",
                "[0,8,8]",
                "[8,0]",
                "[-8,0]",
                "[0,8.0]",
                "[\"0\",\"8\"]",
                "8",
                "{}",
                "null",
                "[null,8]"
            })
    void refusesOffsetsThatAreNoRange(String offsets) throws IOException {
        assertReason(
                Reason.BAD_OFFSETS,
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":" + offsets + "}}");
    }

    @Test
    void refusesOffsetsBeyondALong() throws IOException {
        assertReason(
                Reason.SIZE_OVERFLOW,
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,18446744073709551615]}}");
    }

    @ParameterizedTest
    @CsvSource({
        "F32, '[3]', 8",
        "F32, '[1]', 8",
        "F16, '[2]', 8",
        "F64, '[2]', 8",
        "F32, '[]', 8",
        "F32, '[0]', 8",
        "U8, '[2,4]', 4",
        "F32, '[2]', 0"
    })
    void refusesSizeThatIsNotShapeTimesType(String dtype, String shape, long bytes)
            throws IOException {
        assertReason(Reason.SIZE_MISMATCH, "{" + RawFile.entry("w", dtype, shape, 0, bytes) + "}");
    }

    @ParameterizedTest
    @CsvSource({"F4, '[3]', 2", "F4, '[3]', 1", "F6_E2M3, '[5]', 4", "F6_E3M2, '[2]', 1"})
    void refusesPackedTypesThatDoNotFillWholeBytes(String dtype, String shape, long bytes)
            throws IOException {
        assertReason(Reason.SIZE_MISMATCH, "{" + RawFile.entry("w", dtype, shape, 0, bytes) + "}");
    }

    @Test
    void refusesTheSameTensorTwice() throws IOException {
        String entry = RawFile.entry("w", "F32", "[2]", 0, 8);
        MalformedCheckpointException refusal =
                assertReason(Reason.DUPLICATE_KEY, "{" + entry + "," + entry + "}");
        assertThat(refusal.tensor()).isEqualTo("w");
    }

    @Test
    void refusesTheSameTensorTwiceInAnotherSpelling() throws IOException {
        assertReason(
                Reason.DUPLICATE_KEY,
                "{"
                        + RawFile.entry("w", "F32", "[2]", 0, 8)
                        + ","
                        + RawFile.entry("\\u0077", "F32", "[0]", 8, 8)
                        + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"dtype\":\"F16\"", "\"shape\":[4]", "\"data_offsets\":[0,8]"})
    void refusesAFieldTwice(String field) throws IOException {
        assertReason(
                Reason.DUPLICATE_KEY,
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]," + field + "}}");
    }

    private MalformedCheckpointException assertReason(Reason reason, String header)
            throws IOException {
        MalformedCheckpointException refusal =
                refusalOf(new RawFile().header(header).data(8), folder);
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.tensor()).isEqualTo("w");
        assertThat(refusal.offset().orElseThrow()).isBetween(8L, 8L + header.length());
        return refusal;
    }
}
