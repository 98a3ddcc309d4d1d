package org.quantoscope.export;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A hidden sibling of the target, in which an export grows until it may take the target's name.
 *
 * <p>Closing it removes it and every folder that was made for it, unless it was moved into place.
 */
final class PartialFolder implements AutoCloseable {
    private static final int MOST_TRIES = 1000;

    /** Of four bytes each, the suffix fits into the 255 bytes of a name. */
    private static final int MOST_NAME_CHARS = 50;

    private final Path target;
    private final Path folder;
    private final List<Path> madeParents;
    private boolean moved;

    private PartialFolder(Path target, Path folder, List<Path> madeParents) {
        this.target = target;
        this.folder = folder;
        this.madeParents = madeParents;
    }

    /**
     * Makes {@code .NAME.partial-N} beside the target.
     *
     * @param target absolute
     */
    static PartialFolder create(Path target) throws IOException {
        Path parent = Objects.requireNonNull(target.getParent());
        List<Path> made = new ArrayList<>();
        for (Path path = parent; path != null && !Files.exists(path); path = path.getParent()) {
            made.add(path);
        }
        Files.createDirectories(parent);
        long number = ProcessHandle.current().pid();
        for (int i = 0; i < MOST_TRIES; i++) {
            Path folder = parent.resolve("." + shortName(target) + ".partial-" + (number + i));
            try {
                Files.createDirectory(folder);
                return new PartialFolder(target, folder, made);
            } catch (FileAlreadyExistsException e) {
                // Left over from a process that was killed, or of another export: take the next.
            }
        }
        throw new IOException(parent + ": holds too many unfinished exports; remove some");
    }

    /** The target's name, or its beginning where the longer one would not be a name any more. */
    private static String shortName(Path target) {
        String name = String.valueOf(target.getFileName());
        return name.codePointCount(0, name.length()) <= MOST_NAME_CHARS
                ? name
                : name.substring(0, name.offsetByCodePoints(0, MOST_NAME_CHARS));
    }

    Path path() {
        return folder;
    }

    /** Forces the folder's entries to the disk and gives it the target's name, at once. */
    void moveIntoPlace() throws IOException {
        force(folder);
        try {
            Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException(
                    target + ": cannot be put into place at once: " + e.getReason(), e);
        } catch (IOException e) {
            throw new IOException(
                    target
                            + ": appeared while the export was written, and is not an empty folder;"
                            + " choose another target",
                    e);
        }
        moved = true;
        force(Objects.requireNonNull(target.getParent()));
    }

    /**
     * Forces a file of the folder, gives it the target's name, which nothing may have, and removes
     * the folder.
     */
    void moveFileIntoPlace(String name) throws IOException {
        Path file = folder.resolve(name);
        try {
            // A link fails where a move would replace what appeared meanwhile.
            Files.createLink(target, file);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(
                    target + ": appeared while the export was written; choose another target", e);
        } catch (UnsupportedOperationException | IOException e) {
            if (Files.exists(target)) {
                throw new IOException(
                        target + ": appeared while the export was written; choose another", e);
            }
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        }
        moved = true;
        Files.deleteIfExists(file);
        Files.delete(folder);
        force(Objects.requireNonNull(target.getParent()));
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            if (System.getProperty("os.name", "").startsWith("Windows")) {
                return; // Folders cannot be opened there, and need not be.
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        if (moved) {
            return;
        }
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
        for (Path parent : madeParents) {
            try (Stream<Path> others = Files.list(parent)) {
                if (others.findAny().isPresent()) {
                    return; // Somebody else uses it by now.
                }
            }
            Files.deleteIfExists(parent);
        }
    }
}
