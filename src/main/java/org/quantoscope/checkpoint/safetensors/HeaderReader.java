package org.quantoscope.checkpoint.safetensors;

import org.quantoscope.checkpoint.CheckpointLimits;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads the header of one safetensors file and validates it as a whole against the file's length;
 * never touches the data.
 */
final class HeaderReader {
    /** What a clone without Git LFS has in place of a large file starts with. */
    private static final byte[] GIT_LFS_POINTER = "version ".getBytes(StandardCharsets.US_ASCII);

    private final Path file;
    private final long fileBytes;

    private HeaderReader(Path file, long fileBytes) {
        this.file = file;
        this.fileBytes = fileBytes;
    }

    /**
     * The header of the file that {@code channel} reads.
     *
     * @param file its name, for messages
     * @throws MalformedCheckpointException with the reason of refusal
     */
    static Header read(Path file, FileChannel channel) throws IOException {
        HeaderReader reader = new HeaderReader(file, channel.size());
        channel.position(0);
        // Not closed: that would close the channel, which is the caller's.
        return reader.read(Channels.newInputStream(channel));
    }

    private Header read(InputStream in) throws IOException {
        long headerBytes = readLength(in);
        byte[] json = readText(in, (int) headerBytes);
        HeaderParser parsed = HeaderParser.parse(file, json);
        long dataStart = SafetensorsLayout.LENGTH_BYTES + headerBytes;
        List<HeaderEntry> entries = new ArrayList<>(parsed.entries());
        entries.sort(
                Comparator.comparingLong(HeaderEntry::beginByte)
                        .thenComparingLong(HeaderEntry::endByte));
        checkCover(entries, dataStart);
        return new Header(entries, parsed.metadata(), dataStart);
    }

    private long readLength(InputStream in) throws IOException {
        if (fileBytes < SafetensorsLayout.LENGTH_BYTES + 2) {
            throw refuse(
                    Reason.FILE_TOO_SMALL,
                    0,
                    "",
                    "a safetensors file has at least 10 bytes, this one has " + fileBytes);
        }
        byte[] prefix = in.readNBytes((int) SafetensorsLayout.LENGTH_BYTES);
        long length = 0;
        for (int i = prefix.length - 1; i >= 0; i--) {
            length = length << 8 | (prefix[i] & 0xff);
        }
        if (Arrays.equals(prefix, GIT_LFS_POINTER)) {
            throw refuse(
                    Reason.HEADER_TOO_LARGE,
                    0,
                    "",
                    "a Git LFS pointer instead of the file; fetch it with git lfs pull");
        }
        // Unsigned: a length from 2^63 on is negative here.
        if (Long.compareUnsigned(length, CheckpointLimits.MAX_HEADER_BYTES) > 0) {
            throw refuse(
                    Reason.HEADER_TOO_LARGE,
                    0,
                    "",
                    "a header of "
                            + Long.toUnsignedString(length)
                            + " bytes, where the format allows "
                            + CheckpointLimits.MAX_HEADER_BYTES
                            + "; it is damaged or no safetensors file");
        }
        if (length > fileBytes - SafetensorsLayout.LENGTH_BYTES) {
            throw refuse(
                    Reason.HEADER_BEYOND_FILE,
                    0,
                    "",
                    "a header of "
                            + length
                            + " bytes in a file of "
                            + fileBytes
                            + "; it is truncated or no safetensors file");
        }
        return length;
    }

    private byte[] readText(InputStream in, int headerBytes) throws IOException {
        int first = headerBytes == 0 ? -1 : in.read();
        if (first != '{') {
            throw refuse(
                    Reason.HEADER_NOT_JSON_OBJECT,
                    SafetensorsLayout.LENGTH_BYTES,
                    "",
                    "the header does not start with '{'");
        }
        byte[] json = new byte[headerBytes];
        json[0] = '{';
        if (in.readNBytes(json, 1, headerBytes - 1) != headerBytes - 1) {
            throw new EOFException(file + ": ends while its header is read");
        }
        return json;
    }

    /** Refuses gaps, overlaps, and an end that is not the file's. */
    private void checkCover(List<HeaderEntry> entries, long dataStart)
            throws MalformedCheckpointException {
        long dataBytes = fileBytes - dataStart;
        long expected = 0;
        for (HeaderEntry entry : entries) {
            if (entry.endByte() > dataBytes) {
                throw refuse(
                        Reason.DATA_BEYOND_FILE,
                        dataStart,
                        entry.name(),
                        "its data end "
                                + (entry.endByte() - dataBytes)
                                + " bytes after the file, which is truncated or still being written");
            }
            if (entry.beginByte() != expected) {
                throw refuse(
                        Reason.GAP_OR_OVERLAP,
                        dataStart + entry.beginByte(),
                        entry.name(),
                        entry.beginByte() > expected
                                ? "a gap of "
                                        + (entry.beginByte() - expected)
                                        + " bytes before its data"
                                : "its data overlap those of another tensor by "
                                        + (expected - entry.beginByte())
                                        + " bytes");
            }
            expected = entry.endByte();
        }
        if (expected != dataBytes) {
            throw refuse(
                    Reason.TRAILING_DATA,
                    dataStart + expected,
                    "",
                    (dataBytes - expected) + " bytes follow the last tensor");
        }
    }

    private MalformedCheckpointException refuse(
            Reason reason, long offset, String tensor, String what) {
        return new MalformedCheckpointException(
                reason, file, OptionalLong.of(offset), tensor, what);
    }
}
