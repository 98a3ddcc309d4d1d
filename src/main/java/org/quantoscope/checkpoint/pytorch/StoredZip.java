package org.quantoscope.checkpoint.pytorch;

import org.quantoscope.checkpoint.CheckpointLimits;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The entries of a zip that stores everything uncompressed, as PyTorch writes it (APPNOTE.TXT of
 * PKWARE, with zip64).
 *
 * <p>Promises that every entry lies within the file, that none overlaps another, and that no two
 * have one name; nothing is allocated by what the directory claims.
 */
final class StoredZip {
    /** Bytes of one entry's data in the file. */
    record Entry(String name, long beginByte, long byteCount) {}

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int LOCATOR64 = 0x07064b50;
    private static final long END_BYTES = 22;
    private static final long CENTRAL_BYTES = 46;
    private static final long LOCAL_BYTES = 30;
    private static final int ZIP64_EXTRA = 1;
    private static final int ENCRYPTED = 1;

    private final Path file;
    private final MemorySegment bytes;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private StoredZip(Path file, MemorySegment bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    static Map<String, Entry> entries(Path file, MemorySegment bytes)
            throws MalformedCheckpointException {
        StoredZip zip = new StoredZip(file, bytes);
        try {
            zip.read();
        } catch (IndexOutOfBoundsException e) {
            throw zip.refuse(Reason.HEADER_BEYOND_FILE, 0, "its zip directory leaves the file");
        }
        return zip.entries;
    }

    private void read() throws MalformedCheckpointException {
        long end = endRecord();
        long count = Short.toUnsignedLong(bytes.get(SHORT, end + 10));
        long at = Integer.toUnsignedLong(bytes.get(INT, end + 16));
        if (end >= 20 && bytes.get(INT, end - 20) == LOCATOR64) {
            long end64 = bytes.get(LONG, end - 20 + 8);
            if (bytes.get(INT, end64) != END64) {
                throw refuse(Reason.BAD_MAGIC, end64, "its zip64 directory is not where it says");
            }
            count = bytes.get(LONG, end64 + 32);
            at = bytes.get(LONG, end64 + 48);
        }
        // Besides the tensors lie a handful of entries.
        if (count < 0 || count > CheckpointLimits.MAX_TENSORS + 100L) {
            throw refuse(Reason.TOO_MANY_TENSORS, end, "claims " + count + " entries");
        }
        List<Entry> found = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            if (bytes.get(INT, at) != CENTRAL) {
                throw refuse(Reason.BAD_MAGIC, at, "its zip directory is broken");
            }
            Entry entry = entry(at);
            found.add(entry);
            if (entries.put(entry.name(), entry) != null) {
                throw refuse(Reason.DUPLICATE_KEY, at, "has " + shown(entry.name()) + " twice");
            }
            at += CENTRAL_BYTES + size(at + 28) + size(at + 30) + size(at + 32);
        }
        refuseOverlap(found);
    }

    private long endRecord() throws MalformedCheckpointException {
        long last = bytes.byteSize() - END_BYTES;
        for (long at = last; at >= Math.max(0, last - 0xffff); at--) {
            if (bytes.get(INT, at) == END && at + END_BYTES + size(at + 20) == bytes.byteSize()) {
                return at;
            }
        }
        throw refuse(
                Reason.BAD_MAGIC,
                0,
                "has no zip directory at its end; it is truncated or no PyTorch file");
    }

    private Entry entry(long at) throws MalformedCheckpointException {
        String name = text(at + CENTRAL_BYTES, size(at + 28));
        int method = (int) size(at + 10);
        if (method != 0 || (size(at + 8) & ENCRYPTED) != 0) {
            throw refuse(
                    Reason.BAD_METADATA,
                    at,
                    shown(name) + " is compressed or encrypted; PyTorch stores plainly");
        }
        long packed = Integer.toUnsignedLong(bytes.get(INT, at + 20));
        long size = Integer.toUnsignedLong(bytes.get(INT, at + 24));
        long local = Integer.toUnsignedLong(bytes.get(INT, at + 42));
        long extra = at + CENTRAL_BYTES + size(at + 28);
        long extraEnd = extra + size(at + 30);
        while (extra + 4 <= extraEnd) {
            long field = extra + 4;
            if (size(extra) == ZIP64_EXTRA) {
                // Only the numbers that did not fit are there, in this order.
                if (size == 0xffffffffL) {
                    size = bytes.get(LONG, field);
                    field += Long.BYTES;
                }
                if (packed == 0xffffffffL) {
                    packed = bytes.get(LONG, field);
                    field += Long.BYTES;
                }
                if (local == 0xffffffffL) {
                    local = bytes.get(LONG, field);
                }
            }
            extra += 4 + size(extra + 2);
        }
        if (size != packed || size < 0 || size > bytes.byteSize()) {
            throw refuse(Reason.SIZE_MISMATCH, at, shown(name) + " claims " + size + " bytes");
        }
        if (bytes.get(INT, local) != LOCAL
                || !text(local + LOCAL_BYTES, size(local + 26)).equals(name)) {
            throw refuse(Reason.BAD_OFFSETS, at, shown(name) + " is not where the directory says");
        }
        long begin = local + LOCAL_BYTES + size(local + 26) + size(local + 28);
        if (begin > bytes.byteSize() - size) {
            throw refuse(Reason.DATA_BEYOND_FILE, at, shown(name) + " goes on beyond the file");
        }
        return new Entry(name, begin, size);
    }

    private void refuseOverlap(List<Entry> found) throws MalformedCheckpointException {
        found.sort(Comparator.comparingLong(Entry::beginByte));
        long end = 0;
        for (Entry entry : found) {
            if (entry.byteCount() > 0 && entry.beginByte() < end) {
                throw refuse(
                        Reason.GAP_OR_OVERLAP,
                        entry.beginByte(),
                        shown(entry.name()) + " overlaps another entry");
            }
            end = Math.max(end, entry.beginByte() + entry.byteCount());
        }
    }

    private long size(long at) {
        return Short.toUnsignedLong(bytes.get(SHORT, at));
    }

    private String text(long at, long length) {
        return new String(
                bytes.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    private static String shown(String name) {
        return MalformedCheckpointException.printable(name);
    }

    private MalformedCheckpointException refuse(Reason reason, long at, String what) {
        return new MalformedCheckpointException(reason, file, OptionalLong.of(at), "", what);
    }
}
