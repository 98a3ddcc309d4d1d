package org.quantoscope.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** One way in which a model lies on disk: says whether a path looks like it, and opens it. */
public interface CheckpointFormat {
    String name();

    /**
     * Whether {@code path} looks like this format, by names and a few leading bytes; false for a
     * path that does not exist.
     */
    boolean recognises(Path path);

    /**
     * Opens after validating every header as a whole.
     *
     * @throws MalformedCheckpointException with the reason of refusal
     * @throws IOException if a file cannot be read
     */
    Checkpoint open(Path path) throws IOException;
}
