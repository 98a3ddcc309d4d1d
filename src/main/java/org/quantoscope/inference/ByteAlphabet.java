package org.quantoscope.inference;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * GPT-2's characters for bytes: printable Latin-1 stands for itself, the other 68 bytes in order
 * for the characters from U+0100.
 */
final class ByteAlphabet {
    private static final char[] CHARACTERS = new char[256];
    private static final short[] BYTES = new short[0x100 + 68];

    static {
        Arrays.fill(BYTES, (short) -1);
        char other = 0x100;
        for (int b = 0; b < 256; b++) {
            boolean itself = b > 0x20 && b < 0x7f || b > 0xa0 && b != 0xad;
            CHARACTERS[b] = itself ? (char) b : other++;
            BYTES[CHARACTERS[b]] = (short) b;
        }
    }

    private ByteAlphabet() {}

    static char character(int unsignedByte) {
        return CHARACTERS[unsignedByte];
    }

    /** A text's bytes, spelled. */
    static String spell(byte[] utf8) {
        char[] spelled = new char[utf8.length];
        for (int i = 0; i < utf8.length; i++) {
            spelled[i] = CHARACTERS[utf8[i] & 0xff];
        }
        return new String(spelled);
    }

    /** The bytes that a token spells; its UTF-8 where a character of it spells none. */
    static byte[] bytes(String token) {
        byte[] bytes = new byte[token.length()];
        for (int i = 0; i < bytes.length; i++) {
            char c = token.charAt(i);
            if (c >= BYTES.length || BYTES[c] < 0) {
                return token.getBytes(StandardCharsets.UTF_8);
            }
            bytes[i] = (byte) BYTES[c];
        }
        return bytes;
    }
}
