package org.quantoscope.checkpoint.safetensors;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.CheckpointLimits;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One new safetensors file, written tensor by tensor in a bounded buffer, whatever the tensors'
 * sizes.
 *
 * <p>Space for the header is reserved first and what it leaves free is filled with spaces, so the
 * first tensor starts at a multiple of 8 bytes and shapes may be told after the data. Until {@link
 * #finish} the file's first 8 bytes are zero, so no reader takes an unfinished file for a whole
 * one. Naming, moving into place and deleting after a failure are left to the caller. May be handed
 * from thread to thread, but used by one at a time.
 */
public final class SafetensorsWriter implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 20;

    private final Path file;
    private final FileChannel channel;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(BUFFER_BYTES, 64);
    private final long headerBytes;
    private final List<HeaderEntry> entries = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private long buffered;
    private long dataBytes;
    private @Nullable String openName;
    private DType openType = DType.U8;
    private long openBegin;

    private SafetensorsWriter(Path file, FileChannel channel, long headerBytes) {
        this.file = file;
        this.channel = channel;
        this.headerBytes = headerBytes;
    }

    /**
     * Bytes that a header of these tensors and metadata needs at most, for {@link #create}.
     *
     * @param maxRank most dimensions of any of the tensors
     * @param metadata with values at least as long as those that {@link #finish} will be given
     */
    public static long headerCapacity(
            Iterable<String> tensorNames, int maxRank, Map<String, String> metadata) {
        long bytes = HeaderJson.of(List.of(), metadata).length;
        for (String name : tensorNames) {
            bytes +=
                    HeaderJson.of(List.of(), Map.of(name, "")).length
                            + HeaderJson.entryBytesBesidesName(maxRank);
        }
        return bytes;
    }

    /**
     * Creates {@code file}, which must not exist, with room for a header.
     *
     * @param headerCapacityBytes for the header's JSON; see {@link #headerCapacity}
     * @throws java.nio.file.FileAlreadyExistsException if there is such a file
     * @throws IllegalArgumentException if readers would refuse a header so large
     */
    public static SafetensorsWriter create(Path file, long headerCapacityBytes) throws IOException {
        long headerBytes = Math.addExact(headerCapacityBytes, 7) / 8 * 8;
        if (headerCapacityBytes < 2 || headerBytes > CheckpointLimits.MAX_HEADER_BYTES) {
            throw new IllegalArgumentException(
                    file
                            + ": a safetensors header of "
                            + headerCapacityBytes
                            + " bytes is outside 2 to "
                            + CheckpointLimits.MAX_HEADER_BYTES
                            + "; use more, smaller shards");
        }
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        SafetensorsWriter writer = new SafetensorsWriter(file, channel, headerBytes);
        try {
            writer.reserveHeader();
            return writer;
        } catch (IOException | RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /** Bytes from the file's start to the first tensor's data. */
    public long dataStartByte() {
        return SafetensorsLayout.LENGTH_BYTES + headerBytes;
    }

    /**
     * Starts the next tensor right after the one before: callers keep starts aligned by what they
     * write, for the format allows no gaps.
     */
    public void begin(String name, DType dtype) {
        if (openName != null) {
            throw new IllegalStateException(openName + " is not ended yet");
        }
        if (name.equals(SafetensorsLayout.METADATA_KEY) || !names.add(name)) {
            throw new IllegalArgumentException("a second tensor named " + name);
        }
        openName = name;
        openType = dtype;
        openBegin = dataBytes;
    }

    /** Appends all bytes of {@code part} to the open tensor. */
    public void write(MemorySegment part) throws IOException {
        requireOpen();
        append(part);
        dataBytes += part.byteSize();
    }

    /** Appends {@code byteCount} bytes of {@code data} to the open tensor. */
    public void write(byte[] data, int fromByte, int byteCount) throws IOException {
        write(MemorySegment.ofArray(data).asSlice(fromByte, byteCount));
    }

    /**
     * Ends the open tensor.
     *
     * @throws IllegalArgumentException if the bytes written are not those of this shape
     */
    public void end(Shape shape) {
        String name = requireOpen();
        long expected = SafetensorsLayout.byteCount(openType, shape);
        long written = dataBytes - openBegin;
        if (expected != written) {
            throw new IllegalArgumentException(
                    name
                            + ": "
                            + shape
                            + " "
                            + openType
                            + " takes "
                            + expected
                            + " bytes, but "
                            + written
                            + " were written");
        }
        entries.add(new HeaderEntry(name, openType, shape, openBegin, dataBytes));
        openName = null;
    }

    /**
     * Writes the header and forces the whole file to the disk.
     *
     * @param metadata goes to {@code __metadata__}, sorted by key
     * @return the file's length in bytes
     * @throws IllegalStateException if a tensor is not ended, or the header outgrew its reserved
     *     space
     */
    public long finish(Map<String, String> metadata) throws IOException {
        if (openName != null) {
            throw new IllegalStateException(openName + " is not ended yet");
        }
        byte[] json = HeaderJson.of(entries, metadata);
        if (json.length > headerBytes) {
            throw new IllegalStateException(
                    file
                            + ": a header of "
                            + json.length
                            + " bytes does not fit the "
                            + headerBytes
                            + " reserved for it");
        }
        flush();
        channel.position(SafetensorsLayout.LENGTH_BYTES);
        append(MemorySegment.ofArray(json));
        appendFill(' ', headerBytes - json.length);
        flush();
        channel.position(0);
        append(MemorySegment.ofArray(lengthPrefix(headerBytes)));
        flush();
        channel.force(true);
        return dataStartByte() + dataBytes;
    }

    /** Closes the file as far as it is written; does nothing after the first call. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.close();
            arena.close();
        }
    }

    private static byte[] lengthPrefix(long headerBytes) {
        byte[] prefix = new byte[(int) SafetensorsLayout.LENGTH_BYTES];
        for (int i = 0; i < prefix.length; i++) {
            prefix[i] = (byte) (headerBytes >>> 8 * i);
        }
        return prefix;
    }

    private void reserveHeader() throws IOException {
        appendFill(0, SafetensorsLayout.LENGTH_BYTES);
        appendFill(' ', headerBytes);
        flush();
    }

    private String requireOpen() {
        if (openName == null) {
            throw new IllegalStateException("no tensor has begun");
        }
        return openName;
    }

    private void append(MemorySegment part) throws IOException {
        for (long at = 0; at < part.byteSize(); ) {
            if (buffered == BUFFER_BYTES) {
                flush();
            }
            long count = Math.min(part.byteSize() - at, BUFFER_BYTES - buffered);
            MemorySegment.copy(part, at, buffer, buffered, count);
            buffered += count;
            at += count;
        }
    }

    private void appendFill(int value, long byteCount) throws IOException {
        for (long i = 0; i < byteCount; i++) {
            if (buffered == BUFFER_BYTES) {
                flush();
            }
            buffer.set(ValueLayout.JAVA_BYTE, buffered++, (byte) value);
        }
    }

    private void flush() throws IOException {
        // FileChannel takes nothing else; the buffer never outlives this call.
        var bytes = buffer.asSlice(0, buffered).asByteBuffer();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        buffered = 0;
    }
}
