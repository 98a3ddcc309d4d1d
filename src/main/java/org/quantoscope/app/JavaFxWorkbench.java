package org.quantoscope.app;

import javafx.application.Application;

import org.quantoscope.cli.Workbench;
import org.quantoscope.ui.text.Texts;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The workbench in a JavaFX window, and the check whether this machine can show one. */
final class JavaFxWorkbench implements Workbench {
    @Override
    public Optional<String> missing() {
        return missing(
                        System.getProperty("os.name", ""),
                        System.getenv(),
                        System.getProperty("glass.platform", ""))
                .or(ToolkitStart::attempt);
    }

    /** The display that is missing on an operating system of that name with that environment. */
    static Optional<String> missing(
            String system, Map<String, String> environment, String glassPlatform) {
        boolean needsDisplay =
                system.toLowerCase(Locale.ROOT).contains("linux")
                        && !glassPlatform.equals("Headless");
        boolean hasDisplay =
                !environment.getOrDefault("DISPLAY", "").isEmpty()
                        || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
        return needsDisplay && !hasDisplay
                ? Optional.of(Texts.text("failure.display"))
                : Optional.empty();
    }

    /** Held, because a logger that nobody holds forgets its level. */
    private final Logger preferences = Logger.getLogger("java.util.prefs");

    @Override
    public int open(Optional<Path> checkpoint) {
        String[] arguments =
                checkpoint.map(path -> new String[] {path.toString()}).orElse(new String[0]);
        // It announces its folder on standard error at the first start, and for ever after that it
        // may not write there: settings are then not remembered, and nothing else is lost.
        preferences.setLevel(Level.OFF);
        Application.launch(WorkbenchApplication.class, arguments);
        return 0;
    }
}
