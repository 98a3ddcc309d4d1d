package org.quantoscope.inference;

/** Runs of Unicode's White_Space, all of whose characters lie in the basic plane. */
final class WhiteSpace {
    private WhiteSpace() {}

    /** Where the white space that begins at a place ends. */
    static int after(String text, int start) {
        int at = start;
        while (at < text.length() && is(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Where the white space that ends at a place begins. */
    static int before(String text, int end) {
        int at = end;
        while (at > 0 && is(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static boolean is(char c) {
        return c >= '\t' && c <= '\r' || c == '\u0085' || Character.isSpaceChar(c);
    }
}
