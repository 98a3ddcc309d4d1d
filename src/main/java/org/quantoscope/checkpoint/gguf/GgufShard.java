package org.quantoscope.checkpoint.gguf;

import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.OptionalLong;

/**
 * One GGUF file: its validated header, and its bytes mapped read-only.
 *
 * @param file absolute
 * @param bytes the whole file
 * @param changed when it was last changed, as known before its header was read
 */
record GgufShard(Path file, GgufHeader header, MemorySegment bytes, FileTime changed) {

    /** Maps {@code file} for as long as {@code arena} lives. */
    static GgufShard open(Path file, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            FileTime changed = Files.getLastModifiedTime(file);
            MemorySegment bytes =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new GgufShard(file, GgufHeaderReader.read(file, bytes), bytes, changed);
        }
    }

    void verifyUnchanged() throws IOException {
        boolean same =
                Files.isRegularFile(file)
                        && Files.size(file) == bytes.byteSize()
                        && Files.getLastModifiedTime(file).equals(changed);
        if (!same) {
            throw new MalformedCheckpointException(
                    Reason.FILE_CHANGED,
                    file,
                    OptionalLong.empty(),
                    "",
                    "was changed after it was opened; open it again");
        }
    }
}
