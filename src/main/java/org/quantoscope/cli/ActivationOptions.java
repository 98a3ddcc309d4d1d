package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;
import org.quantoscope.calibration.ActivationCache;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/** The option that says where gathered activations are kept. */
final class ActivationOptions {
    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description =
                    "folder for gathered activations; quantoscope/activations in ~/.cache where it"
                            + " is left out")
    private @Nullable Path folder;

    boolean isAnyGiven() {
        return folder != null;
    }

    ActivationCache cache(Parts parts) {
        return folder == null ? ActivationCache.in(parts.caches()) : new ActivationCache(folder);
    }
}
