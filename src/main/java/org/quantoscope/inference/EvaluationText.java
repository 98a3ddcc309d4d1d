package org.quantoscope.inference;

import org.quantoscope.checkpoint.model.UnsupportedModelException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A text that a model is scored on, line ends kept.
 *
 * @param name what failures are told of
 */
public record EvaluationText(String name, String text) {
    /** Larger than any text that perplexity is published of. */
    private static final long MOST_BYTES = 200_000_000;

    /**
     * @throws IllegalArgumentException if there is nothing in it
     */
    public EvaluationText {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(name + ": empty, so there is nothing to score");
        }
    }

    /**
     * Reads a file of UTF-8.
     *
     * @throws IllegalArgumentException with one line, if it is no such text
     */
    public static EvaluationText read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + ": is a folder, not a text");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IllegalArgumentException(
                    file + ": longer than " + MOST_BYTES + " bytes; take a part of it");
        }
        return of(file.toString(), Files.readAllBytes(file));
    }

    /**
     * @param utf8 the text's bytes
     * @throws IllegalArgumentException with one line, if they are no such text
     */
    public static EvaluationText of(String name, byte[] utf8) {
        // Unlike a reader of a charset by name, one of a decoder refuses what is malformed.
        try (Reader reader =
                new InputStreamReader(
                        new ByteArrayInputStream(utf8), StandardCharsets.UTF_8.newDecoder())) {
            StringWriter text = new StringWriter(utf8.length);
            reader.transferTo(text);
            return new EvaluationText(name, text.toString());
        } catch (IOException e) {
            throw new IllegalArgumentException(name + ": not UTF-8 text; convert it first", e);
        }
    }

    /**
     * The windows in which it is scored.
     *
     * @param most tokens of the text that are taken
     * @param vocabulary tokens that the model knows
     * @throws IllegalArgumentException with one line, if the text has no window
     */
    public List<Convention.Window> windows(
            Tokenizer tokenizer, Convention convention, int window, int most, int vocabulary)
            throws UnsupportedModelException {
        int[] ids = tokenizer.encode(text);
        int[] taken = Arrays.copyOf(ids, Math.min(most, ids.length));
        for (int id : taken) {
            if (id >= vocabulary) {
                throw new UnsupportedModelException(
                        "the tokenizer makes token "
                                + id
                                + ", but the embedding has "
                                + vocabulary
                                + " rows");
            }
        }
        try {
            return convention.windows(taken, window, tokenizer.bos(), tokenizer.addsBos());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }
}
