package org.quantoscope.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the sample checkpoint lies: in the installed folder, or in the project it is run from. */
final class Sample {
    private static final String NAME = "samples/stories260k";

    private Sample() {}

    static Optional<Path> folder() {
        String home = System.getProperty("quantoscope.home", "");
        return Stream.of(home.isEmpty() ? Path.of(NAME) : Path.of(home, NAME), Path.of(NAME))
                .filter(Files::isDirectory)
                .findFirst();
    }
}
