package org.quantoscope.checkpoint.model;

import org.quantoscope.checkpoint.MalformedCheckpointException;

import java.io.IOException;
import java.io.Serial;

/**
 * A tokenizer that is missing, damaged or of a kind that is not computed; its message is a line.
 */
public final class UnsupportedTokenizerException extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    /**
     * @param origin what described the tokenizer, for example {@code tokenizer.json}
     * @param why without a full stop
     */
    public UnsupportedTokenizerException(String origin, String why) {
        super(origin + ": " + MalformedCheckpointException.printable(why));
    }
}
