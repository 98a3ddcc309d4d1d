package org.quantoscope.checkpoint.safetensors;

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
 * One weight file: its validated header, and its bytes mapped read-only.
 *
 * @param file absolute
 * @param bytes the whole file
 * @param changed when it was last changed, as known before its header was read
 */
record MappedShard(Path file, Header header, MemorySegment bytes, FileTime changed) {

    /** Maps {@code file} for as long as {@code arena} lives. */
    static MappedShard open(Path file, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            FileTime changed = Files.getLastModifiedTime(file);
            Header header = HeaderReader.read(file, channel);
            long fileBytes = channel.size();
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, fileBytes, arena);
            return new MappedShard(file, header, bytes, changed);
        }
    }

    void verifyUnchanged() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw changed("was deleted or replaced after it was opened", 0);
        }
        long now = Files.size(file);
        if (now != bytes.byteSize()) {
            throw changed(
                    "was changed after it was opened, from "
                            + bytes.byteSize()
                            + " to "
                            + now
                            + " bytes; open it again",
                    now);
        }
        if (!Files.getLastModifiedTime(file).equals(changed)) {
            throw changed("was changed after it was opened; open it again", 0);
        }
    }

    private MalformedCheckpointException changed(String what, long offset) {
        return new MalformedCheckpointException(
                Reason.FILE_CHANGED, file, OptionalLong.of(offset), "", what);
    }
}
