package org.quantoscope.ui.model;

import org.quantoscope.inference.EvaluationText;

import java.io.IOException;

/**
 * A text that the evaluation page offers; two are never equal, even of the same words.
 *
 * <p>Texts that come with the program are read when they are needed first.
 */
public final class TextItem {
    private final String name;
    private final String origin;
    private final boolean bundled;
    private final Source source;

    /** Where the words come from; called away from the screen. */
    @FunctionalInterface
    interface Source {
        EvaluationText read() throws IOException;
    }

    TextItem(String name, String origin, boolean bundled, Source source) {
        this.name = name;
        this.origin = origin;
        this.bundled = bundled;
        this.source = source;
    }

    /** A short name for people. */
    public String name() {
        return name;
    }

    /** Where it is from: a path, or a sentence. */
    public String origin() {
        return origin;
    }

    /** Whether it comes with the program, and so cannot be taken away. */
    public boolean bundled() {
        return bundled;
    }

    EvaluationText text() throws IOException {
        return source.read();
    }
}
