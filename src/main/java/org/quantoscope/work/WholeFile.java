package org.quantoscope.work;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes a file whole or not at all: into a sibling first, which then takes the file's place.
 *
 * <p>A device or a named pipe is written as it is; a link keeps pointing at what it pointed at.
 */
public final class WholeFile {
    private WholeFile() {}

    /** Something that writes a file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path file) throws IOException;
    }

    public static void write(Path file, String text) throws IOException {
        write(file, sibling -> Files.writeString(sibling, text, StandardCharsets.UTF_8));
    }

    public static void write(Path file, Content content) throws IOException {
        try {
            writeOrThrow(replaced(file), content);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            // A full disk says so in the system's words only, without a name.
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * What a result replaces: behind a link its target, never the link, which may be /dev/stdout.
     */
    private static Path replaced(Path file) throws IOException {
        return Files.isRegularFile(file) ? file.toRealPath() : file;
    }

    private static void writeOrThrow(Path file, Content content) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
            // A device or a named pipe has no place that a sibling could take.
            content.writeTo(file);
            return;
        }
        refuseUnlessWritable(file);
        Path sibling = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            content.writeTo(sibling);
            Files.move(
                    sibling,
                    file,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(sibling);
        }
    }

    /** Refuses, without touching anything, a place where no file could be put. */
    public static void refuseUnlessWritable(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(
                    file.toString(), null, "is a folder; give the name of a file");
        }
        Path folder = replaced(file).toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        boolean device = Files.exists(file) && !Files.isRegularFile(file);
        if (folder != null && !Files.isWritable(device ? file : folder)) {
            throw new AccessDeniedException((device ? file : folder).toString());
        }
    }
}
