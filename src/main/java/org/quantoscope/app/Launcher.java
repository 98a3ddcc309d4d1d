package org.quantoscope.app;

import org.quantoscope.cli.QuantoscopeCommand;

/**
 * The program's entry: hands the arguments to the command line, which opens the window or runs a
 * headless command.
 */
public final class Launcher {
    private Launcher() {}

    public static void main(String[] args) {
        System.exit(QuantoscopeCommand.run(new JavaFxWorkbench(), args));
    }
}
