package org.quantoscope.cli;

import org.quantoscope.checkpoint.model.UnsupportedModelException;
import org.quantoscope.inference.Convention;
import org.quantoscope.inference.Tokenizer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A text that a model is scored on: UTF-8, line ends kept. */
record TextFile(Path file, String text) {
    /** Larger than any text that perplexity is published of. */
    private static final long MOST_BYTES = 200_000_000;

    /**
     * @throws CommandFailedException with one line, if it is no text
     */
    static TextFile read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new CommandFailedException(file + ": is a folder, not a text");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new CommandFailedException(
                    file + ": longer than " + MOST_BYTES + " bytes; take a part of it");
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.isEmpty()) {
                throw new CommandFailedException(file + ": empty, so there is nothing to score");
            }
            return new TextFile(file, text);
        } catch (CharacterCodingException e) {
            throw new CommandFailedException(file + ": not UTF-8 text; convert it first", e);
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
            throw new CommandFailedException(file + ": " + e.getMessage(), e);
        }
    }
}
