package org.quantoscope.app;

import org.quantoscope.cli.Parts;
import org.quantoscope.cli.QuantoscopeCommand;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The program's entry: hands the arguments to the command line, which opens the window or runs a
 * headless command.
 */
public final class Launcher {
    /**
     * JavaFX warns of being on the class path, which is how it is installed; kept, as a logger is
     * forgotten otherwise.
     */
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private Launcher() {}

    public static void main(String[] args) {
        // Charts are drawn into images only; AWT must not look for a screen that may not answer.
        System.setProperty("java.awt.headless", "true");
        Integer standardError = Integer.getInteger("quantoscope.stderr");
        if (standardError != null) {
            writeErrorsTo(standardError);
        }
        JAVAFX.setLevel(Level.SEVERE);
        NativeLibraryCache.choose();
        System.exit(QuantoscopeCommand.run(parts(), args));
    }

    private static Parts parts() {
        return new Parts(
                new JavaFxWorkbench(),
                Formats.opener(),
                new ChartPictures(),
                new SvgCharts(),
                samples(),
                Composition.caches());
    }

    /** Of the installed program, or of the project where it runs from its classes. */
    private static Path samples() {
        return Path.of(System.getProperty("quantoscope.home", "."), "samples");
    }

    /**
     * Sends {@link System#err} to another file descriptor: the launcher script filters what the
     * Java virtual machine itself says on descriptor 2, and nothing else may wait for the filter.
     */
    private static void writeErrorsTo(int descriptor) {
        try {
            // The platform has no public way from a number to a descriptor; the script opens
            // java.io.
            var ofNumber = FileDescriptor.class.getDeclaredConstructor(int.class);
            ofNumber.setAccessible(true);
            FileOutputStream stream = new FileOutputStream(ofNumber.newInstance(descriptor));
            System.setErr(new PrintStream(stream, true, System.err.charset()));
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Errors then take the way through the filter, which is only less prompt.
            return;
        }
    }
}
