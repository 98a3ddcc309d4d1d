package org.quantoscope.checkpoint.gguf;

import org.quantoscope.tensor.Shape;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * One new GGUF file, version 3, written tensor by tensor in a bounded buffer (formats.md §4).
 *
 * <p>The types of all tensors are known before any data, so places are too: the header is written
 * at the end, into the space that it takes, and until then the file begins with zeros that no
 * reader takes for a model. May be handed from thread to thread, but used by one at a time.
 */
public final class GgufWriter implements AutoCloseable {
    private static final int VERSION = 3;
    private static final long ALIGNMENT = 32;
    private static final int BUFFER_BYTES = 1 << 20;

    private final Path file;
    private final FileChannel channel;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(BUFFER_BYTES, 64);
    private final List<Entry> entries;
    private final long headerBytes;
    private long buffered;
    private long dataBytes;
    private int ended;
    private long openBegin;

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
        this.headerBytes = headerBytes;
    }

    /**
     * Creates {@code file}, which must not exist.
     *
     * @param metadata of the lengths that {@link #finish} will be given
     * @param entries in the order in which they will be written
     */
    public static GgufWriter create(Path file, Map<String, GgufValue> metadata, List<Entry> entries)
            throws IOException {
        long headerBytes = padded(header(metadata, entries).length);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        GgufWriter writer = new GgufWriter(file, channel, entries, headerBytes);
        try {
            channel.position(headerBytes);
        } catch (IOException e) {
            writer.close();
            throw e;
        }
        return writer;
    }

    /** The tensor whose data are written next. */
    public Entry next() {
        return entries.get(ended);
    }

    /** Appends bytes of the {@link #next} tensor. */
    public void write(byte[] data, int from, int count) throws IOException {
        int at = from;
        for (int left = count; left > 0; ) {
            int some = (int) Math.min(left, BUFFER_BYTES - buffered);
            MemorySegment.copy(data, at, buffer, ValueLayout.JAVA_BYTE, buffered, some);
            buffered += some;
            at += some;
            left -= some;
            if (buffered == BUFFER_BYTES) {
                flush();
            }
        }
        dataBytes += count;
    }

    /**
     * Ends a tensor, and pads to where the next one begins.
     *
     * @throws IllegalStateException if it got another number of bytes than its type has
     */
    public void end() throws IOException {
        Entry entry = next();
        long bytes = dataBytes - openBegin;
        if (bytes != entry.byteCount()) {
            throw new IllegalStateException(
                    entry.name() + ": " + bytes + " bytes instead of " + entry.byteCount());
        }
        byte[] padding = new byte[(int) (padded(dataBytes) - dataBytes)];
        write(padding, 0, padding.length);
        openBegin = dataBytes;
        ended++;
    }

    /**
     * Writes the header and forces everything to the disk.
     *
     * @param metadata as long as what the file was created with
     */
    public void finish(Map<String, GgufValue> metadata) throws IOException {
        if (ended != entries.size()) {
            throw new IllegalStateException(file + ": " + ended + " of " + entries.size());
        }
        flush();
        byte[] header = header(metadata, entries);
        if (padded(header.length) != headerBytes) {
            throw new IllegalStateException(file + ": the header has another length than planned");
        }
        ByteBuffer bytes = ByteBuffer.wrap(header);
        for (long at = 0; bytes.hasRemaining(); ) {
            at += channel.write(bytes, at);
        }
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        arena.close();
        channel.close();
    }

    private void flush() throws IOException {
        ByteBuffer bytes = buffer.asSlice(0, buffered).asByteBuffer();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        buffered = 0;
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
