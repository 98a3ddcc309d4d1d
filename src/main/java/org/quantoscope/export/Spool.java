package org.quantoscope.export;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;

/**
 * Bytes that wait for their turn in the file: in memory as long as they are few, else in a
 * temporary file.
 *
 * <p>So memory stays bounded whatever the size of a tensor. Closing it removes the file.
 */
final class Spool implements AutoCloseable {
    private static final int MEMORY_BYTES = 2 << 20;
    private static final int COPY_BYTES = 1 << 18;

    private static final ValueLayout.OfLong WORD =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path folder;
    private final ByteStream memory;
    private final Queue<ByteStream> spare;
    private @Nullable Path path;
    private @Nullable RandomAccessFile file;
    private long fileBytes;
    private boolean closed;

    /** Takes consecutive bytes. */
    interface Sink {
        void accept(byte[] data, int from, int count) throws IOException;
    }

    /**
     * @param folder for the temporary file
     * @param memory empty
     * @param spare receives {@code memory} at the end
     */
    Spool(Path folder, ByteStream memory, Queue<ByteStream> spare) {
        this.folder = folder;
        this.memory = memory;
        this.spare = spare;
    }

    long size() {
        return fileBytes + memory.size();
    }

    void append(byte[] data, int from, int count) throws IOException {
        if (memory.size() + (long) count > MEMORY_BYTES) {
            spill(memory.array(), 0, memory.size());
            memory.clear();
            if (count > MEMORY_BYTES) {
                spill(data, from, count);
                return;
            }
        }
        int at = memory.extend(count);
        System.arraycopy(data, from, memory.array(), at, count);
    }

    /** Appends the first {@code count} words, little-endian. */
    void append(long[] words, int count) throws IOException {
        byte[] bytes = new byte[8 * Math.min(count, COPY_BYTES / 8)];
        for (int done = 0; done < count; ) {
            int now = Math.min(count - done, bytes.length / 8);
            MemorySegment.copy(words, done, MemorySegment.ofArray(bytes), WORD, 0, now);
            append(bytes, 0, 8 * now);
            done += now;
        }
    }

    /** Reads {@code count} words from byte {@code at} on. */
    long[] words(long at, int count) throws IOException {
        byte[] bytes = new byte[Math.multiplyExact(8, count)];
        read(at, bytes, bytes.length);
        long[] words = new long[count];
        MemorySegment.copy(MemorySegment.ofArray(bytes), WORD, 0, words, 0, count);
        return words;
    }

    /** Hands over everything, in order. */
    void copyTo(Sink sink) throws IOException {
        byte[] block = new byte[(int) Math.min(COPY_BYTES, fileBytes)];
        for (long at = 0; at < fileBytes; at += block.length) {
            int count = (int) Math.min(block.length, fileBytes - at);
            read(at, block, count);
            sink.accept(block, 0, count);
        }
        sink.accept(memory.array(), 0, memory.size());
    }

    private void read(long at, byte[] into, int count) throws IOException {
        int fromFile = (int) Math.max(0, Math.min(count, fileBytes - at));
        if (fromFile > 0 && file != null) {
            file.seek(at);
            file.readFully(into, 0, fromFile);
        }
        int from = (int) Math.max(0, at - fileBytes);
        System.arraycopy(memory.array(), from, into, fromFile, count - fromFile);
    }

    private void spill(byte[] data, int from, int count) throws IOException {
        RandomAccessFile into = file;
        if (into == null) {
            Path created = Files.createTempFile(folder, ".spool-", "");
            path = created;
            into = new RandomAccessFile(created.toFile(), "rw");
            file = into;
        }
        into.seek(fileBytes);
        into.write(data, from, count);
        fileBytes += count;
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            memory.clear();
            spare.add(memory);
        }
        if (file != null) {
            file.close();
        }
        if (path != null) {
            Files.deleteIfExists(path);
        }
    }
}
