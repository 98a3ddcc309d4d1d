package org.quantoscope.checkpoint.gguf;

import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;

/** Reads a header from front to back and never beyond the end of the file. */
final class GgufCursor {
    private final Path file;
    private final MemorySegment bytes;
    private long at;

    GgufCursor(Path file, MemorySegment bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    long at() {
        return at;
    }

    /** Bytes between here and the end of the file. */
    long left() {
        return bytes.byteSize() - at;
    }

    int wholeInt(String what) throws MalformedCheckpointException {
        return LittleEndian.signedInt(bytes, advance(Integer.BYTES, what));
    }

    long wholeLong(String what) throws MalformedCheckpointException {
        return LittleEndian.signedLong(bytes, advance(Long.BYTES, what));
    }

    int unsignedByte(String what) throws MalformedCheckpointException {
        return LittleEndian.unsignedByte(bytes, advance(1, what));
    }

    /** Skips a text and says how long it is. */
    long skipText(String what) throws MalformedCheckpointException {
        long length = wholeLong(what);
        if (length < 0) {
            throw refuse(
                    Reason.HEADER_BEYOND_FILE,
                    what + " claims to be " + Long.toUnsignedString(length) + " bytes long");
        }
        advance(length, what);
        return length;
    }

    /**
     * Reads a text.
     *
     * @param most longest allowed, in bytes
     * @param tooLong the reason to refuse a longer one
     */
    String text(String what, int most, Reason tooLong) throws MalformedCheckpointException {
        long start = at;
        long length = skipText(what);
        if (length > most) {
            at = start;
            throw refuse(tooLong, what + " is " + length + " bytes long, more than " + most);
        }
        byte[] utf8 = bytes.asSlice(start + Long.BYTES, length).toArray(ValueLayout.JAVA_BYTE);
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), utf8)) {
            at = start;
            throw refuse(Reason.HEADER_NOT_UTF8, what + " is no UTF-8");
        }
        return text;
    }

    void skip(long count, String what) throws MalformedCheckpointException {
        advance(count, what);
    }

    /** The bytes from {@code start} to here. */
    MemorySegment since(long start) {
        return bytes.asSlice(start, at - start);
    }

    private long advance(long count, String what) throws MalformedCheckpointException {
        if (count > left()) {
            throw refuse(
                    Reason.HEADER_BEYOND_FILE,
                    what + " goes on beyond the end of the file (" + bytes.byteSize() + " bytes)");
        }
        long before = at;
        at += count;
        return before;
    }

    MalformedCheckpointException refuse(Reason reason, String what) {
        return new MalformedCheckpointException(reason, file, OptionalLong.of(at), "", what);
    }

    MalformedCheckpointException refuse(Reason reason, String tensor, String what) {
        return new MalformedCheckpointException(reason, file, OptionalLong.of(at), tensor, what);
    }
}
