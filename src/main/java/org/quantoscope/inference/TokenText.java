package org.quantoscope.inference;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Turns tokens into text as they come: a character that is spread over several tokens appears with
 * the last of them, so what was handed out never changes.
 *
 * <p>Bytes that can become no character appear as U+FFFD. Used by one thread.
 */
public final class TokenText {
    private final Vocabulary vocabulary;
    private boolean dropsSpace;
    private byte[] waiting = new byte[0];

    TokenText(Vocabulary vocabulary, boolean dropsSpace) {
        this.vocabulary = vocabulary;
        this.dropsSpace = dropsSpace;
    }

    /**
     * The text that a further token completes; often empty for parts of a character.
     *
     * @throws IndexOutOfBoundsException if there is no such token
     */
    public String next(int id) {
        byte[] more = vocabulary.bytes(id);
        byte[] bytes = Arrays.copyOf(waiting, waiting.length + more.length);
        System.arraycopy(more, 0, bytes, waiting.length, more.length);
        int whole = bytes.length - unfinished(bytes);
        waiting = Arrays.copyOfRange(bytes, whole, bytes.length);
        return begun(new String(bytes, 0, whole, StandardCharsets.UTF_8));
    }

    /** What is left: nothing, or a replacement for the beginning of a character. */
    public String finish() {
        String rest = new String(waiting, StandardCharsets.UTF_8);
        waiting = new byte[0];
        return begun(rest);
    }

    private String begun(String text) {
        if (!dropsSpace || text.isEmpty()) {
            return text;
        }
        dropsSpace = false;
        return text.startsWith(" ") ? text.substring(1) : text;
    }

    /** How many bytes at the end begin a character that further bytes may complete. */
    private static int unfinished(byte[] bytes) {
        for (int back = 1; back <= Math.min(3, bytes.length); back++) {
            int b = bytes[bytes.length - back] & 0xff;
            if (b >= 0xc2 && b <= 0xf4) {
                int length = b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
                return back < length ? back : 0;
            }
            if (b < 0x80 || b > 0xbf) {
                return 0;
            }
        }
        return 0;
    }
}
