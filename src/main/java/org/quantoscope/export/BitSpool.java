package org.quantoscope.export;

import java.io.IOException;

/** A {@link Spool} of bits that are appended stream by stream, without gaps between them. */
final class BitSpool implements AutoCloseable {
    private final Spool spool;
    private long pending;
    private int pendingBits;

    BitSpool(Spools spools) {
        spool = spools.open();
    }

    void append(BitStream bits) throws IOException {
        append(bits.words(), bits.size());
    }

    /** Appends the first {@code count} bits; bits beyond are ignored. */
    void append(long[] words, long count) throws IOException {
        int whole = (int) (count >>> 6);
        int rest = (int) (count & 63);
        long[] joined = new long[whole + 1];
        int full = 0;
        for (int i = 0; i < whole; i++) {
            joined[full++] = pending | words[i] << pendingBits;
            pending = pendingBits == 0 ? 0 : words[i] >>> (64 - pendingBits);
        }
        if (rest > 0) {
            long last = words[whole] & ((1L << rest) - 1);
            pending |= last << pendingBits;
            if (pendingBits + rest >= 64) {
                joined[full++] = pending;
                pending = pendingBits == 0 ? 0 : last >>> (64 - pendingBits);
            }
            pendingBits = (pendingBits + rest) & 63;
        }
        spool.append(joined, full);
    }

    /** Everything, padded with zeros to a multiple of 8 bytes; nothing may be appended any more. */
    Spool finished() throws IOException {
        if (pendingBits > 0) {
            spool.append(new long[] {pending}, 1);
            pendingBits = 0;
            pending = 0;
        }
        return spool;
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
