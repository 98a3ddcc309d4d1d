package org.quantoscope.export;

import org.quantoscope.checkpoint.quantized.StoredArray;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An array of a file that is filled in any order before it is written: in native memory, or in a
 * mapped temporary file where it is large, so that memory stays bounded.
 *
 * <p>May be filled from several threads at different places; starts as zeros.
 */
final class ScratchArray implements AutoCloseable {
    private static final long MOST_MEMORY_BYTES = 64L << 20;

    private final StoredArray array;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment bytes;

    ScratchArray(Path folder, StoredArray array) throws IOException {
        this.array = array;
        try {
            bytes =
                    array.byteCount() <= MOST_MEMORY_BYTES
                            ? arena.allocate(array.byteCount(), Long.BYTES)
                            : map(folder, array.byteCount(), arena);
        } catch (IOException | RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    /** Maps a new temporary file of zeros that goes with the arena. */
    static MemorySegment map(Path folder, long length, Arena arena) throws IOException {
        Path file = Files.createTempFile(folder, ".scratch-", "");
        reserve(file, length);
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, length, arena);
        }
    }

    /** A full disk must show here: in a mapping it would be a fault instead of an exception. */
    private static void reserve(Path file, long length) throws IOException {
        byte[] zeros = new byte[(int) Math.min(length, 1 << 20)];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = length; left > 0; left -= zeros.length) {
                out.write(zeros, 0, (int) Math.min(left, zeros.length));
            }
        }
    }

    StoredArray array() {
        return array;
    }

    MemorySegment bytes() {
        return bytes;
    }

    /** Whether what follows it in a file stays aligned to 8 bytes. */
    boolean isEven() {
        return array.byteCount() % Long.BYTES == 0;
    }

    /** Writes it; on the writing thread. */
    void writeTo(ShardFile shard) throws IOException {
        shard.begin(array.name(), array.dtype());
        shard.write(bytes);
        shard.end(array.shape());
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
