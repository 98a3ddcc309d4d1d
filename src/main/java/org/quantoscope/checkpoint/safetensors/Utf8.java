package org.quantoscope.checkpoint.safetensors;

/**
 * Well-formedness of UTF-8 as Unicode defines it (The Unicode Standard, table 3-7): no overlong
 * forms, no surrogates, nothing above U+10FFFF.
 */
final class Utf8 {
    private Utf8() {}

    /** Index of the first byte that starts no well-formed character, or -1 where all do. */
    static int firstMalformed(byte[] text) {
        int at = 0;
        while (at < text.length) {
            int length = sequenceLength(text, at);
            if (length == 0) {
                return at;
            }
            at += length;
        }
        return -1;
    }

    private static int sequenceLength(byte[] text, int at) {
        int lead = text[at] & 0xff;
        if (lead < 0x80) {
            return 1;
        }
        int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        if (lead < 0xc2 || lead > 0xf4 || at + length > text.length) {
            return 0;
        }
        int second = text[at + 1] & 0xff;
        int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (second < least || second > most) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((text[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
