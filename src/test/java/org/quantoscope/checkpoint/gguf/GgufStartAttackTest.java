package org.quantoscope.checkpoint.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;

import java.io.IOException;
import java.util.Arrays;

/** Lies in the first 24 bytes: magic, version and the two counts. */
class GgufStartAttackTest {
    @TempDir java.nio.file.Path folder;

    @Test
    void opensTheHonestFileThatTheLiesAreToldAbout() throws IOException {
        try (Checkpoint opened =
                new GgufFormat().open(RawGguf.honest().writeTo(folder.resolve("good.gguf")))) {
            assertThat(opened.tensors())
                    .singleElement()
                    .satisfies(tensor -> {
                        assertThat(tensor.name()).isEqualTo("w");
                        assertThat(opened.bytes(tensor).byteSize()).isEqualTo(8);
                    });
        }
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        refused(new byte[0], Reason.BAD_MAGIC);
    }

    @Test
    void refusesAnotherMagicNumber() throws IOException {
        refused(RawGguf.honest().magic("GGML").bytes(), Reason.BAD_MAGIC);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 7, 8, 15, 16, 23})
    void refusesAFileCutWithinItsFirstNumbers(int byteCount) throws IOException {
        refused(Arrays.copyOf(RawGguf.honest().bytes(), byteCount), Reason.HEADER_BEYOND_FILE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, -1})
    void refusesVersionsThatItDoesNotKnow(int version) throws IOException {
        refused(RawGguf.honest().version(version).bytes(), Reason.UNSUPPORTED_VERSION)
                .hasMessageContaining("versions 2 and 3 are read");
    }

    @Test
    void refusesBigEndianFilesByName() throws IOException {
        refused(RawGguf.honest().version(3 << 24).bytes(), Reason.UNSUPPORTED_VERSION)
                .hasMessageContaining("big-endian");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, 1L << 40, 1_000_001})
    void refusesMoreTensorsThanAnyModelHas(long count) throws IOException {
        refused(RawGguf.honest().claimingTensors(count).bytes(), Reason.TOO_MANY_TENSORS);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, 1L << 40, 65_537})
    void refusesMoreMetadataThanAnyModelHas(long count) throws IOException {
        refused(RawGguf.honest().claimingEntries(count).bytes(), Reason.BAD_METADATA);
    }

    @Test
    void refusesMoreTensorsThanTheBytesCanHold() throws IOException {
        refused(RawGguf.honest().claimingTensors(1_000_000).bytes(), Reason.HEADER_BEYOND_FILE)
                .hasMessageContaining("1000000 tensors");
    }

    @Test
    void refusesMoreMetadataThanTheBytesCanHold() throws IOException {
        refused(RawGguf.honest().claimingEntries(60_000).bytes(), Reason.HEADER_BEYOND_FILE);
    }

    @Test
    void refusesOneTensorMoreThanThereIs() throws IOException {
        // The next "name" is the padding, which spells a tensor of no name.
        refused(RawGguf.honest().data(64).claimingTensors(2).bytes(), Reason.BAD_TENSOR_NAME);
    }

    @Test
    void refusesOneTensorLessThanThereIs() throws IOException {
        byte[] bytes =
                new RawGguf()
                        .tensor("a", RawGguf.F32, 0, 8)
                        .tensor("b", RawGguf.F32, 32, 8)
                        .data(64)
                        .claimingTensors(1)
                        .bytes();
        refused(bytes, Reason.TRAILING_DATA);
    }

    @Test
    void refusesOneMetadataEntryMoreThanThereIs() throws IOException {
        // The tensor's name is taken for a key and its rank for a type: an i8, the next byte. The
        // rest of the description spells a tensor of no name.
        refused(RawGguf.honest().data(64).claimingEntries(2).bytes(), Reason.BAD_TENSOR_NAME);
    }

    private AbstractThrowableAssert<?, MalformedCheckpointException> refused(
            byte[] bytes, Reason reason) throws IOException {
        return GgufRefusals.assertRefused(bytes, folder, reason);
    }
}
