package org.quantoscope.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;
import org.quantoscope.checkpoint.MappedFileGuard;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** A weight file that another program changes while it is open. */
class ChangedFileAttackTest {
    private static final int DATA_BYTES = 1 << 20;

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void writeOneLargeTensor() throws IOException {
        file =
                new RawFile()
                        .header("{" + RawFile.entry("w", "U8", "[1048576]", 0, DATA_BYTES) + "}")
                        .data(DATA_BYTES)
                        .writeTo(folder.resolve("w.safetensors"));
    }

    @Test
    void readingAFileThatShrankToNothingIsAnErrorOfThatFile() throws IOException {
        assertThat(refusalAfter(() -> setLength(0)))
                .hasMessageContaining("w.safetensors")
                .hasMessageContaining("to 0 bytes");
    }

    @Test
    void readingAFileThatLostItsLastByteIsAnErrorThoughNoReadFails() throws IOException {
        long bytes = Files.size(file);
        assertThat(refusalAfter(() -> setLength(bytes - 1))).hasMessageContaining("w.safetensors");
    }

    @Test
    void readingAFileThatGrewIsAnError() throws IOException {
        long bytes = Files.size(file);
        assertThat(refusalAfter(() -> setLength(bytes + 1))).hasMessageContaining("w.safetensors");
    }

    @Test
    void readingAFileThatWasRewrittenInPlaceIsAnError() throws IOException {
        assertThat(
                        refusalAfter(() ->
                                Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000))))
                .hasMessageContaining("open it again");
    }

    @Test
    void readingAFileThatWasDeletedButIsStillMappedTellsSo() throws IOException {
        try (Checkpoint checkpoint = new SafetensorsFormat().open(file)) {
            Files.delete(file);
            assertThat(
                            catchThrowableOfType(
                                    MalformedCheckpointException.class,
                                    () -> MappedFileGuard.read(checkpoint, () -> sum(checkpoint))))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.FILE_CHANGED));
        }
    }

    @Test
    void readingAnUnchangedFileGivesItsValue() throws IOException {
        try (Checkpoint checkpoint = new SafetensorsFormat().open(file)) {
            assertThat(MappedFileGuard.read(checkpoint, () -> sum(checkpoint))).isZero();
        }
    }

    private interface Change {
        void make() throws IOException;
    }

    private MalformedCheckpointException refusalAfter(Change change) throws IOException {
        try (Checkpoint checkpoint = new SafetensorsFormat().open(file)) {
            change.make();
            MalformedCheckpointException refusal =
                    catchThrowableOfType(
                            MalformedCheckpointException.class,
                            () -> MappedFileGuard.read(checkpoint, () -> sum(checkpoint)));
            assertThat(refusal).isNotNull();
            assertThat(refusal.reason()).isEqualTo(Reason.FILE_CHANGED);
            return refusal;
        }
    }

    private void setLength(long bytes) throws IOException {
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.setLength(bytes);
        }
    }

    private static long sum(Checkpoint checkpoint) {
        MemorySegment bytes = checkpoint.bytes(checkpoint.tensors().getFirst());
        long sum = 0;
        for (long at = 0; at < bytes.byteSize(); at++) {
            sum += bytes.get(ValueLayout.JAVA_BYTE, at);
        }
        return sum;
    }
}
