package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Standard output that remembers why it stopped working.
 *
 * <p>A {@link java.io.PrintWriter} swallows failures; this tells a reader that went away, which is
 * no error, from a full disk, which is one. After a failure nothing more is written.
 */
final class StandardOutput extends OutputStream {
    private final OutputStream target;
    private @Nullable IOException failure;

    StandardOutput(OutputStream target) {
        this.target = target;
    }

    /** What made writing fail; empty also where the reader merely went away. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure).filter(e -> !isBrokenPipe(e));
    }

    private static boolean isBrokenPipe(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("Broken pipe") || message.contains("pipe is being closed");
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        if (failure == null) {
            try {
                target.write(bytes, from, count);
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    @Override
    public void flush() throws IOException {
        if (failure == null) {
            try {
                target.flush();
            } catch (IOException e) {
                failure = e;
            }
        }
    }
}
