package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;
import org.quantoscope.calibration.ActivationCache;
import org.quantoscope.calibration.StateCache;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Optional;

/** The options that say what is kept of the original from one command to the next. */
final class CacheOptions {
    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description =
                    "folder for what the original said of a text, which is not run on it again;"
                            + " quantoscope in ~/.cache where it is left out")
    private @Nullable Path folder;

    @Option(
            names = "--no-cache",
            description = "run the original in any case, and keep nothing of it")
    private boolean none;

    boolean isAnyGiven() {
        return none || folder != null;
    }

    boolean isNone() {
        return none;
    }

    Optional<String> fault() {
        return none && folder != null
                ? Optional.of("--no-cache keeps nothing, --cache says where; give one of them")
                : Optional.empty();
    }

    ActivationCache activations(Parts parts) {
        return folder == null ? ActivationCache.in(parts.caches()) : new ActivationCache(folder);
    }

    /** Empty where nothing is to be kept. */
    Optional<StateCache> states(Parts parts) {
        if (none) {
            return Optional.empty();
        }
        return Optional.of(folder == null ? StateCache.in(parts.caches()) : new StateCache(folder));
    }
}
