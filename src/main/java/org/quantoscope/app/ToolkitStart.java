package org.quantoscope.app;

import java.util.Objects;
import java.util.Optional;
import java.util.logging.Logger;
import javafx.application.Platform;

/** Starts JavaFX, or says why it does not start on this machine. */
final class ToolkitStart {
    private ToolkitStart() {}

    /** Starts the toolkit; what keeps it from starting, empty once it runs. */
    static Optional<String> attempt() {
        Logger logger = Logger.getLogger("javafx");
        // From the class path by design: the incubator module is the only one that has to be named.
        logger.setFilter(
                record -> !record.getMessage().startsWith("Unsupported JavaFX configuration"));
        try {
            Platform.startup(() -> {});
            return Optional.empty();
        } catch (IllegalStateException running) {
            return Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            // Glass on a display that is named and not there, or libraries that are missing.
            String reason = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
            return Optional.of("JavaFX does not start: " + reason.lines().findFirst().orElse(""));
        } finally {
            logger.setFilter(null);
        }
    }
}
