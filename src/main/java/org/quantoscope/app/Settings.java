package org.quantoscope.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the window remembers from one session to the next. */
interface Settings {
    Themes.Choice theme();

    void setTheme(Themes.Choice theme);

    /** Paths opened lately, the last one first. */
    List<Path> recent();

    void setRecent(List<Path> paths);

    /** The folder that a file was chosen from last. */
    Optional<Path> folder();

    void setFolder(Path folder);

    /** Where the session of a window that closes is kept; none where nothing can be kept. */
    default Optional<Path> lastSession() {
        return Optional.empty();
    }

    /** A number under a name: sizes of the window, places of dividers. */
    double number(String name, double otherwise);

    void setNumber(String name, double value);
}
