package org.quantoscope.inference;

import org.quantoscope.checkpoint.model.TokenizerDefinition;

import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cuts a piece before marks for spaces (▁) wherever no token reaches across, so that a book without
 * any other cut becomes words.
 *
 * <p>Ids stay the same: a merge makes a token, and where none holds the character before together
 * with the mark, none ever joins the two sides.
 */
final class MarkCutter {
    private static final char MARK = '▁';

    private final boolean cuts;

    /** Characters, as UTF-16 has them, that stand before a mark in some token. */
    private final BitSet joined = new BitSet();

    private MarkCutter(boolean cuts, List<String> tokens) {
        this.cuts = cuts;
        for (String token : cuts ? tokens : List.<String>of()) {
            for (int at = token.indexOf(MARK, 1); at > 0; at = token.indexOf(MARK, at + 1)) {
                joined.set(token.charAt(at - 1));
            }
        }
    }

    static MarkCutter of(TokenizerDefinition definition) {
        boolean cuts =
                !definition.byteLevel()
                        && !definition.takesWholePieces()
                        && definition.tokens().contains(String.valueOf(MARK));
        return new MarkCutter(cuts, definition.tokens());
    }

    void cut(String piece, Consumer<String> words) {
        int done = 0;
        for (int at = next(piece, 1); at > 0; at = next(piece, at + 1)) {
            if (!joined.get(piece.charAt(at - 1))) {
                words.accept(piece.substring(done, at));
                done = at;
            }
        }
        words.accept(done == 0 ? piece : piece.substring(done));
    }

    private int next(String piece, int from) {
        return cuts ? piece.indexOf(MARK, from) : -1;
    }
}
