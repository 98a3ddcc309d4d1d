package org.quantoscope.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The window, as the command line knows it: something that can be opened, or not on this machine.
 */
public interface Workbench {
    /** Why no window can be opened here, one sentence; empty where it can. */
    Optional<String> missing();

    /**
     * Opens the window and returns when it is closed.
     *
     * @param checkpoint what to open in it
     * @return exit code
     */
    int open(Optional<Path> checkpoint);
}
