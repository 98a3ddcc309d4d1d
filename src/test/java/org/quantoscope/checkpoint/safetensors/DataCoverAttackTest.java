package org.quantoscope.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quantoscope.checkpoint.safetensors.RawFile.entry;
import static org.quantoscope.checkpoint.safetensors.Refusals.refusalOf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;

import java.io.IOException;
import java.nio.file.Path;

/** Entries that are right each by itself but do not cover the file exactly. */
class DataCoverAttackTest {
    @TempDir Path folder;

    @Test
    void refusesAGapBeforeTheFirstTensor() throws IOException {
        assertRefused(Reason.GAP_OR_OVERLAP, 16, "a", entry("a", "F32", "[2]", 8, 16));
    }

    @Test
    void refusesAGapBetweenTensors() throws IOException {
        assertRefused(
                Reason.GAP_OR_OVERLAP,
                20,
                "b",
                entry("a", "F32", "[2]", 0, 8),
                entry("b", "F32", "[2]", 12, 20));
    }

    @Test
    void refusesOverlappingTensors() throws IOException {
        assertRefused(
                Reason.GAP_OR_OVERLAP,
                12,
                "b",
                entry("a", "F32", "[2]", 0, 8),
                entry("b", "F32", "[2]", 4, 12));
    }

    @Test
    void refusesTwoTensorsInTheSamePlace() throws IOException {
        assertRefused(
                Reason.GAP_OR_OVERLAP,
                8,
                "b",
                entry("a", "F32", "[2]", 0, 8),
                entry("b", "F32", "[2]", 0, 8));
    }

    @Test
    void refusesATensorInsideAnother() throws IOException {
        assertRefused(
                Reason.GAP_OR_OVERLAP,
                16,
                "b",
                entry("a", "F32", "[4]", 0, 16),
                entry("b", "F32", "[1]", 4, 8));
    }

    @Test
    void refusesAnEmptyTensorInsideAnother() throws IOException {
        assertRefused(
                Reason.GAP_OR_OVERLAP,
                16,
                "b",
                entry("a", "F32", "[4]", 0, 16),
                entry("b", "F32", "[0]", 4, 4));
    }

    @Test
    void refusesDataBeyondTheFile() throws IOException {
        MalformedCheckpointException refusal =
                assertRefused(
                        Reason.DATA_BEYOND_FILE,
                        12,
                        "b",
                        entry("a", "F32", "[2]", 0, 8),
                        entry("b", "F32", "[2]", 8, 16));
        assertThat(refusal).hasMessageContaining("4 bytes after the file");
    }

    @Test
    void refusesAFileWhoseDataAreMissing() throws IOException {
        assertRefused(Reason.DATA_BEYOND_FILE, 0, "a", entry("a", "F32", "[2]", 0, 8));
    }

    @Test
    void refusesATensorOfExabytesWithoutAllocatingIt() throws IOException {
        assertRefused(
                Reason.DATA_BEYOND_FILE,
                8,
                "a",
                entry("a", "U8", "[1152921504606846975]", 0, (1L << 60) - 1));
    }

    @Test
    void refusesBytesAfterTheLastTensor() throws IOException {
        MalformedCheckpointException refusal =
                assertRefused(Reason.TRAILING_DATA, 9, "", entry("a", "F32", "[2]", 0, 8));
        assertThat(refusal).hasMessageContaining("1 bytes follow");
    }

    @Test
    void refusesDataWithoutAnyTensor() throws IOException {
        assertRefused(Reason.TRAILING_DATA, 1, "");
    }

    private MalformedCheckpointException assertRefused(
            Reason reason, int dataBytes, String tensor, String... entries) throws IOException {
        RawFile file = new RawFile().header("{" + String.join(",", entries) + "}").data(dataBytes);
        MalformedCheckpointException refusal = refusalOf(file, folder);
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.tensor()).isEqualTo(tensor);
        assertThat(refusal.offset()).isPresent();
        return refusal;
    }
}
