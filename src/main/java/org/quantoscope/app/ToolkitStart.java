package org.quantoscope.app;

import javafx.application.Platform;

import org.jspecify.annotations.Nullable;
import org.quantoscope.ui.text.Texts;

import java.util.Objects;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * The start of JavaFX, once per process as JavaFX itself has it, and the reason where it fails.
 *
 * <p>A second attempt after a failed one would be told that the toolkit runs, and wait for ever for
 * its thread; therefore the outcome is kept.
 */
final class ToolkitStart {
    private static @Nullable Optional<String> outcome;

    private ToolkitStart() {}

    /** Starts the toolkit unless it runs; what keeps it from running, empty where it does. */
    static synchronized Optional<String> attempt() {
        Optional<String> known = outcome;
        if (known == null) {
            known = start();
            outcome = known;
        }
        return known;
    }

    private static Optional<String> start() {
        Logger logger = Logger.getLogger("javafx");
        // From the class path by design: only the incubator module has to be named.
        logger.setFilter(
                record -> !record.getMessage().startsWith("Unsupported JavaFX configuration"));
        try {
            Platform.startup(() -> {});
            return Optional.empty();
        } catch (IllegalStateException running) {
            return Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            // Glass on a display that is named and not there, or libraries that are missing.
            String reason =
                    Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
            return Optional.of(
                    Texts.text("failure.toolkit", reason.lines().findFirst().orElse("")));
        } finally {
            logger.setFilter(null);
        }
    }
}
