package org.quantoscope.export;

import org.quantoscope.work.Cancellation;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.CRC32C;

/** CRC-32C of stored bytes, by which a file is held against what was handed to it. */
final class Checksum {
    private static final int BLOCK_BYTES = 1 << 16;

    private Checksum() {}

    static long of(MemorySegment data, Cancellation cancellation) {
        CRC32C crc = new CRC32C();
        byte[] block = new byte[(int) Math.min(BLOCK_BYTES, data.byteSize())];
        for (long at = 0; at < data.byteSize(); at += BLOCK_BYTES) {
            cancellation.check();
            int count = (int) Math.min(BLOCK_BYTES, data.byteSize() - at);
            MemorySegment.copy(data, ValueLayout.JAVA_BYTE, at, block, 0, count);
            crc.update(block, 0, count);
        }
        return crc.getValue();
    }
}
