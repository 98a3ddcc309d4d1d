package org.quantoscope.checkpoint.gguf;

import org.quantoscope.tensor.Shape;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * One new GGUF file, version 3 (formats.md §4).
 *
 * <p>The types of all tensors are known before any data, so places are too: data may be written in
 * any order and by several threads, and the header whenever what it says is known. Until then the
 * file begins with zeros that no reader takes for a model.
 */
public final class GgufWriter implements AutoCloseable {
    private static final int VERSION = 3;
    private static final long ALIGNMENT = 32;

    private final Path file;
    private final FileChannel channel;
    private final List<Entry> entries;
    private final long[] begins;
    private final AtomicLongArray written;

    /**
     * A tensor to write.
     *
     * @param shape outermost dimension first
     */
    public record Entry(String name, Shape shape, GgmlType type) {
        /**
         * Length of its data.
         *
         * @throws IllegalArgumentException if rows do not divide into the type's blocks
         */
        public long byteCount() {
            long columns = shape.rank() == 0 ? 1 : shape.size(shape.rank() - 1);
            if (columns % type.weightsPerBlock() != 0) {
                throw new IllegalArgumentException(
                        name + ": rows of " + columns + " do not divide into blocks of " + type);
            }
            return Math.multiplyExact(
                    shape.elementCount() / type.weightsPerBlock(), (long) type.bytesPerBlock());
        }
    }

    private GgufWriter(Path file, FileChannel channel, List<Entry> entries, long headerBytes) {
        this.file = file;
        this.channel = channel;
        this.entries = List.copyOf(entries);
        this.begins = new long[entries.size() + 1];
        this.written = new AtomicLongArray(entries.size());
        begins[0] = headerBytes;
        for (int i = 0; i < entries.size(); i++) {
            begins[i + 1] = padded(begins[i] + entries.get(i).byteCount());
        }
    }

    /**
     * Creates {@code file}, which must not exist.
     *
     * @param metadata of the lengths that {@link #writeHeader} will be given
     * @param entries in the order in which they lie
     */
    public static GgufWriter create(Path file, Map<String, GgufValue> metadata, List<Entry> entries)
            throws IOException {
        long headerBytes = padded(header(metadata, entries).length);
        return new GgufWriter(
                file,
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                entries,
                headerBytes);
    }

    public List<Entry> entries() {
        return entries;
    }

    /** Where the data of a tensor begin in the file; of the number of entries, where they end. */
    public long begin(int entry) {
        return begins[entry];
    }

    /**
     * Writes bytes of a tensor; any thread, any order, each byte once.
     *
     * @param at byte of the tensor
     * @param count first bytes of {@code data} to write
     */
    public void write(int entry, long at, byte[] data, int count) throws IOException {
        if (at < 0 || at > entries.get(entry).byteCount() - count) {
            throw new IllegalArgumentException(entries.get(entry).name() + ": byte " + at);
        }
        writeFully(ByteBuffer.wrap(data, 0, count), begins[entry] + at);
        written.addAndGet(entry, count);
    }

    /**
     * Ends a tensor, and pads to where the next one begins.
     *
     * @throws IllegalStateException if it got another number of bytes than its type has
     */
    public void end(int entry) throws IOException {
        Entry ended = entries.get(entry);
        if (written.get(entry) != ended.byteCount()) {
            throw new IllegalStateException(
                    ended.name()
                            + ": "
                            + written.get(entry)
                            + " bytes instead of "
                            + ended.byteCount());
        }
        long end = begins[entry] + ended.byteCount();
        writeFully(ByteBuffer.allocate((int) (begins[entry + 1] - end)), end);
    }

    /**
     * Writes the header.
     *
     * @param metadata as long as what the file was created with
     */
    public void writeHeader(Map<String, GgufValue> metadata) throws IOException {
        byte[] header = header(metadata, entries);
        if (padded(header.length) != begins[0]) {
            throw new IllegalStateException(file + ": the header has another length than planned");
        }
        writeFully(ByteBuffer.wrap(Arrays.copyOf(header, (int) begins[0])), 0);
    }

    /** Forces what was written so far to the disk. */
    public void force() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void writeFully(ByteBuffer bytes, long position) throws IOException {
        for (long at = position; bytes.hasRemaining(); ) {
            at += channel.write(bytes, at);
        }
    }

    private static byte[] header(Map<String, GgufValue> metadata, List<Entry> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GgufValues.put(out, GgufHeaderReader.MAGIC, Integer.BYTES);
        GgufValues.put(out, VERSION, Integer.BYTES);
        GgufValues.put(out, entries.size(), Long.BYTES);
        GgufValues.put(out, metadata.size(), Long.BYTES);
        metadata.forEach((key, value) -> {
            GgufValues.putText(out, key);
            GgufValues.put(out, value.type().ordinal(), Integer.BYTES);
            out.writeBytes(value.raw().toArray(ValueLayout.JAVA_BYTE));
        });
        long begin = 0;
        for (Entry entry : entries) {
            GgufValues.putText(out, entry.name());
            List<Long> sizes = entry.shape().dimensions();
            GgufValues.put(out, sizes.size(), Integer.BYTES);
            sizes.reversed().forEach(size -> GgufValues.put(out, size, Long.BYTES));
            GgufValues.put(out, entry.type().id(), Integer.BYTES);
            GgufValues.put(out, begin, Long.BYTES);
            begin = padded(begin + entry.byteCount());
        }
        return out.toByteArray();
    }

    private static long padded(long bytes) {
        return Math.addExact(bytes, ALIGNMENT - 1) & -ALIGNMENT;
    }
}
