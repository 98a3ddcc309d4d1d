package org.quantoscope.checkpoint.model;

/** One step of how a tokenizer cuts a text into the pieces that merges stay within. */
public sealed interface PieceRule {
    /** What becomes of the places where a pattern matches. */
    enum Behavior {
        REMOVED,
        ISOLATED,
        MERGED_WITH_PREVIOUS,
        MERGED_WITH_NEXT,
        CONTIGUOUS
    }

    /**
     * Cuts where a pattern matches.
     *
     * @param regex whether the pattern is a regular expression in Oniguruma's syntax
     * @param invert whether what lies between the matches counts as matched
     */
    record Cut(String pattern, boolean regex, Behavior behavior, boolean invert)
            implements PieceRule {
        /** Matches and what lies between them become pieces. */
        static Cut isolating(String regex) {
            return new Cut(regex, true, Behavior.ISOLATED, false);
        }
    }

    /** Where {@link Metaspace} puts a mark before a piece that has none. */
    enum Prefix {
        NEVER,
        FIRST,
        ALWAYS
    }

    /**
     * Marks instead of spaces.
     *
     * @param split whether every mark begins a piece
     */
    record Metaspace(String mark, Prefix prefix, boolean split) implements PieceRule {}

    /** Puts a space before a piece that begins with none. */
    record SpaceBefore() implements PieceRule {}
}
