package org.quantoscope.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.checkpoint.safetensors.SafetensorsFormat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

class CheckpointOpenerTest {
    @TempDir Path folder;

    @Test
    void saysThatThereIsNoSuchFile() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> opener().open(missing))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("missing")
                .hasMessageContaining("there is no such file or folder");
    }

    @Test
    void saysThatAFolderMayNotBeRead() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, Set.of());
        assumeThat(Files.isReadable(closed)).as("permissions bind this user").isFalse();
        assertThatThrownBy(() -> opener().open(closed))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void namesTheFormatsThatItReads() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "nothing");
        assertThatThrownBy(() -> opener().open(text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("notes.txt")
                .hasMessageContaining("safetensors");
    }

    @Test
    void asksTheFormatsInTheirOrder() throws IOException {
        Checkpoint first = new SafetensorsFormat().open(Path.of("samples/stories260k"));
        CheckpointFormat greedy =
                new CheckpointFormat() {
                    @Override
                    public String name() {
                        return "greedy";
                    }

                    @Override
                    public boolean recognises(Path path) {
                        return true;
                    }

                    @Override
                    public Checkpoint open(Path path) {
                        return first;
                    }
                };
        CheckpointOpener opener = new CheckpointOpener(List.of(greedy, new SafetensorsFormat()));
        try (Checkpoint opened = opener.open(folder)) {
            assertThat(opened).isSameAs(first);
        }
    }

    private static CheckpointOpener opener() {
        return new CheckpointOpener(List.of(new SafetensorsFormat()));
    }
}
