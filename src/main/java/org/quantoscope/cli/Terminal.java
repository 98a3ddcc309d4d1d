package org.quantoscope.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether somebody watches standard error: a progress line is for eyes, not for files. */
final class Terminal {
    private Terminal() {}

    static boolean showsErrors() {
        // The launcher script may have put the real standard error on another descriptor.
        Path descriptor = Path.of("/proc/self/fd", System.getProperty("quantoscope.stderr", "2"));
        try {
            return isTerminal(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException | UnsupportedOperationException e) {
            // Not Linux: the platform only tells whether input and output are a terminal.
            return System.console() != null && System.console().isTerminal();
        }
    }

    static boolean isTerminal(String device) {
        return device.startsWith("/dev/pts/")
                || device.startsWith("/dev/tty")
                || device.equals("/dev/console");
    }
}
