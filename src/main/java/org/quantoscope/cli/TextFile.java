package org.quantoscope.cli;

import org.quantoscope.checkpoint.model.UnsupportedModelException;
import org.quantoscope.inference.Convention;
import org.quantoscope.inference.EvaluationText;
import org.quantoscope.inference.Tokenizer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A text that a model is scored on, and where it is from. */
record TextFile(Path file, EvaluationText text) {
    /**
     * @throws CommandFailedException with one line, if it is no text
     */
    static TextFile read(Path file) throws IOException {
        try {
            return new TextFile(file, EvaluationText.read(file));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The windows in which it is scored.
     *
     * @param most tokens of the text that are taken
     * @param vocabulary tokens that the model knows
     */
    List<Convention.Window> windows(
            Tokenizer tokenizer, Convention convention, int window, int most, int vocabulary)
            throws UnsupportedModelException {
        try {
            return text.windows(tokenizer, convention, window, most, vocabulary);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
    }
}
