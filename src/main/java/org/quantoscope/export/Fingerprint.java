package org.quantoscope.export;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.CRC32C;

/**
 * A checksum over rows of float32, the same however the rows were cut into slices: CRC-32C of each
 * row's bits, chained by a polynomial modulo 2^64.
 *
 * <p>Finds damage and mistakes, not malice. Scratch of one thread.
 */
final class Fingerprint {
    private static final long BASE = 0x9E3779B97F4A7C15L;

    private final CRC32C crc = new CRC32C();
    private byte[] bytes = new byte[0];
    private long value;
    private long power = 1;

    /** Forgets all rows. */
    void clear() {
        value = 0;
        power = 1;
    }

    /** Adds a row: the first {@code count} numbers from {@code from} on. */
    void addRow(float[] row, int from, int count) {
        if (bytes.length < 4 * count) {
            bytes = new byte[4 * count];
        }
        MemorySegment.copy(
                row,
                from,
                MemorySegment.ofArray(bytes),
                ValueLayout.JAVA_FLOAT_UNALIGNED,
                0,
                count);
        crc.reset();
        crc.update(bytes, 0, 4 * count);
        value = value * BASE + crc.getValue() + 1;
        power *= BASE;
    }

    /** Appends the rows that follow. */
    void append(Fingerprint next) {
        value = value * next.power + next.value;
        power *= next.power;
    }

    long value() {
        return value;
    }
}
