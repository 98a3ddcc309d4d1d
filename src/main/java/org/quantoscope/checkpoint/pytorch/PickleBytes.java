package org.quantoscope.checkpoint.pytorch;

import java.util.Arrays;

/** The bytes of a pickle, little-endian, from front to back; beyond their end there is nothing. */
final class PickleBytes {
    private final byte[] bytes;
    private int at;

    PickleBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    int position() {
        return at;
    }

    int left() {
        return bytes.length - at;
    }

    /**
     * @throws ArrayIndexOutOfBoundsException at the end
     */
    int unsignedByte() {
        return bytes[at++] & 0xff;
    }

    int unsignedShort() {
        return unsignedByte() | unsignedByte() << 8;
    }

    int signedInt() {
        return unsignedShort() | unsignedShort() << 16;
    }

    byte[] take(int count) {
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }
}
