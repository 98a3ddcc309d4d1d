package org.quantoscope.ui.model;

import org.quantoscope.analysis.SpectrumReport;

import java.util.Optional;

/**
 * How the singular values of the tensor shown stand.
 *
 * @param answer what can be shown now, of the tensor shown, up to date or not
 * @param step what is to be done about it
 * @param message one line: why there is nothing to show; may be empty
 */
public record SpectrumLook(Optional<SpectrumReport> answer, Step step, String message) {
    /** What is to be done. */
    public enum Step {
        /** Nothing: there is no matrix to look at. */
        NONE,
        /** To ask for it, because it takes its time. */
        ASK,
        /** To wait. */
        WAIT,
        /** Nothing: the answer is that of the recipe as it is. */
        DONE
    }

    static SpectrumLook none(String message) {
        return new SpectrumLook(Optional.empty(), Step.NONE, message);
    }
}
