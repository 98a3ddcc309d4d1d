package org.quantoscope.checkpoint;

import java.io.IOException;

/**
 * The border that every task which reads a checkpoint's mapped files runs behind.
 *
 * <p>Promises that a file which shrank or changed since it was opened ends the task with {@link
 * MalformedCheckpointException.Reason#FILE_CHANGED}, and never with an {@link InternalError} or
 * with values that are not the file's: past the new end, a mapping faults by the page and reads
 * zeros within one.
 */
public final class MappedFileGuard {
    private MappedFileGuard() {}

    /** A computation over mapped files. */
    @FunctionalInterface
    public interface Task<T> {
        T run() throws IOException;
    }

    /**
     * Runs {@code task} and returns what it computed from an unchanged file.
     *
     * @throws MalformedCheckpointException if a file changed since {@code checkpoint} was opened
     */
    public static <T> T read(Checkpoint checkpoint, Task<T> task) throws IOException {
        try {
            T result = task.run();
            // Inside, because a fault may be raised only after the read that caused it.
            checkpoint.verifyUnchanged();
            return result;
        } catch (InternalError fault) {
            checkpoint.verifyUnchanged();
            throw fault;
        }
    }
}
