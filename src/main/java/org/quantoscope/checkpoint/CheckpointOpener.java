package org.quantoscope.checkpoint;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Opens any path by asking its formats in order which of them recognises it. */
public final class CheckpointOpener {
    private final List<CheckpointFormat> formats;

    public CheckpointOpener(List<CheckpointFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    /**
     * @throws IOException with a one-line message that names the path: it does not exist, no format
     *     recognises it, or it is malformed
     */
    public Checkpoint open(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString(), null, "there is no such file or folder");
        }
        if (!Files.isReadable(path)) {
            throw new AccessDeniedException(path.toString());
        }
        for (CheckpointFormat format : formats) {
            if (format.recognises(path)) {
                return format.open(path);
            }
        }
        throw new IOException(
                path
                        + ": not a checkpoint that Quantoscope reads ("
                        + formats.stream()
                                .map(CheckpointFormat::name)
                                .collect(Collectors.joining(", "))
                        + ")");
    }
}
