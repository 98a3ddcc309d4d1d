package org.quantoscope.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where JavaFX unpacks its native libraries: in the user's home as usual, or where nothing can be
 * written there, in a folder of this process, removed at its end.
 *
 * <p>Left alone, JavaFX complains of such a home on standard error once per library.
 */
final class NativeLibraryCache {
    private static final String PROPERTY = "javafx.cachedir";

    private NativeLibraryCache() {}

    /** Chooses the folder; to be called before the first class of JavaFX loads a library. */
    static void choose() {
        Path usual = Path.of(System.getProperty("user.home", ""), ".openjfx", "cache");
        if (System.getProperty(PROPERTY) != null || canBeWritten(usual)) {
            return;
        }
        try {
            Path own = Files.createTempDirectory("quantoscope-javafx-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(own)));
            System.setProperty(PROPERTY, own.toString());
        } catch (IOException e) {
            // JavaFX then looks for a place of its own, and says so.
            return;
        }
    }

    /** Whether {@code folder} is, or can become, a folder to write in. */
    static boolean canBeWritten(Path folder) {
        for (Path path = folder.toAbsolutePath(); path != null; path = path.getParent()) {
            if (Files.exists(path)) {
                return Files.isDirectory(path) && Files.isWritable(path);
            }
        }
        return false;
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // A library in use stays on some systems; the system clears its temporary folder.
            return;
        }
    }
}
