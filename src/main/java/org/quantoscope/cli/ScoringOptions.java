package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.model.UnsupportedModelException;
import org.quantoscope.inference.Convention;
import org.quantoscope.inference.Tokenizer;

import picocli.CommandLine.Option;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The options that say how texts are scored. */
final class ScoringOptions {
    private static final int LONGEST_WINDOW = 1 << 17;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "tokens of each text, from its beginning; all where it is left out")
    private @Nullable Integer tokens;

    @Option(
            names = "--window",
            paramLabel = "N",
            description = "tokens that are run together; 512 where it is left out")
    private @Nullable Integer window;

    @Option(
            names = "--convention",
            paramLabel = "NAME",
            description =
                    "plain (windows, all but the first token of each scored; the one taken where it"
                            + " is left out), bos (each begins with BOS), half (the second half of"
                            + " each, as llama-perplexity), sliding (half a window apart, each token"
                            + " scored once)")
    private @Nullable String convention;

    boolean isAnyGiven() {
        return tokens != null || window != null || convention != null;
    }

    int window() {
        return window == null ? 512 : window;
    }

    Convention convention() {
        return convention == null ? Convention.PLAIN : named(convention).orElseThrow();
    }

    private static Optional<Convention> named(String key) {
        return Arrays.stream(Convention.values())
                .filter(each -> each.key().equals(key))
                .findFirst();
    }

    /** What is wrong with them, in one line. */
    Optional<String> fault() {
        if (window() < 4 || window() > LONGEST_WINDOW) {
            return Optional.of("--window must be from 4 to " + LONGEST_WINDOW + ", was " + window);
        }
        if (tokens != null && tokens < 4) {
            return Optional.of("--tokens must be at least 4, was " + tokens);
        }
        return convention == null || named(convention).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "--convention must be one of "
                                + Arrays.stream(Convention.values())
                                        .map(Convention::key)
                                        .collect(Collectors.joining(", "))
                                + ", was "
                                + convention);
    }

    /** The windows in which a text is scored. */
    List<Convention.Window> windows(TextFile text, Tokenizer tokenizer, int vocabulary)
            throws UnsupportedModelException {
        int most = tokens == null ? Integer.MAX_VALUE : tokens;
        return text.windows(tokenizer, convention(), window(), most, vocabulary);
    }
}
