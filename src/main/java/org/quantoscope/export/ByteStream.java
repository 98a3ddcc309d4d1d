package org.quantoscope.export;

import java.util.Arrays;

/** Bytes that grow at the end, little-endian; scratch of one thread. */
final class ByteStream {
    private byte[] bytes;
    private int size;

    ByteStream(int capacity) {
        bytes = new byte[capacity];
    }

    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** Makes room for {@code count} more bytes, zero, and returns where they begin. */
    int extend(int count) {
        int at = size;
        size = Math.addExact(size, count);
        if (size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size, (int) Math.min(2L * size, 1 << 30)));
        }
        return at;
    }

    /** Appends the low {@code count} bytes of {@code value}. */
    void put(int value, int count) {
        int at = extend(count);
        for (int i = 0; i < count; i++) {
            bytes[at + i] = (byte) (value >>> 8 * i);
        }
    }

    void clear() {
        Arrays.fill(bytes, 0, size, (byte) 0);
        size = 0;
    }
}
