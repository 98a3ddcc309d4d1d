package org.quantoscope.checkpoint.model;

/**
 * A token that is cut out of a text before anything else happens to the rest.
 *
 * @param text as it stands in texts
 * @param mergeable whether the vocabulary itself has it too, so that a piece may become it
 * @param special whether it steers the model instead of standing for text
 * @param normalized whether it is looked for in the normalized text
 * @param takesSpaceBefore {@code lstrip}: white space before it belongs to it
 * @param takesSpaceAfter {@code rstrip}
 * @param wholeWord {@code single_word}: only where no letter or digit touches it
 */
public record AddedToken(
        int id,
        String text,
        boolean mergeable,
        boolean special,
        boolean normalized,
        boolean takesSpaceBefore,
        boolean takesSpaceAfter,
        boolean wholeWord) {

    /** A token without conditions. */
    static AddedToken plain(int id, String text, boolean special) {
        return new AddedToken(id, text, true, special, false, false, false, false);
    }
}
