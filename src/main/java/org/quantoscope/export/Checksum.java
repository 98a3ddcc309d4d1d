package org.quantoscope.export;

import org.quantoscope.work.Cancellation;

import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/** CRC-32C of stored bytes, by which a file is held against what was handed to it. */
final class Checksum {
    private static final int BLOCK_BYTES = 1 << 20;

    private Checksum() {}

    static long of(MemorySegment data, Cancellation cancellation) {
        CRC32C crc = new CRC32C();
        for (long at = 0; at < data.byteSize(); at += BLOCK_BYTES) {
            cancellation.check();
            long count = Math.min(BLOCK_BYTES, data.byteSize() - at);
            crc.update(data.asSlice(at, count).asByteBuffer());
        }
        return crc.getValue();
    }
}
