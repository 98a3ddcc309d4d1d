package org.quantoscope.cli;

import org.quantoscope.work.WholeFile;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** The folder of a demo: emptied only of what an earlier demo, and nobody else, put there. */
final class DemoFolder {
    /** Marks a folder as a demo's. */
    static final String MARK = "ABOUT.txt";

    private static final List<String> SUBFOLDERS = List.of("package", "dequantized", "window");

    private DemoFolder() {}

    /** Makes the folder ready and returns it. */
    static Path prepare(Path folder) throws IOException {
        if (Files.isDirectory(folder) && !isEmpty(folder)) {
            if (!Files.isRegularFile(folder.resolve(MARK))) {
                throw new CommandFailedException(
                        folder + ": is not empty and holds no earlier demo; choose another folder");
            }
            for (String name : SUBFOLDERS) {
                deleteTree(folder.resolve(name));
            }
        }
        Files.createDirectories(folder);
        WholeFile.write(
                folder.resolve(MARK),
                "Written by quantoscope demo; the next demo into this folder replaces it.\n");
        return folder;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static void deleteTree(Path tree) throws IOException {
        if (!Files.isDirectory(tree) || Files.isSymbolicLink(tree)) {
            Files.deleteIfExists(tree);
            return;
        }
        Files.walkFileTree(
                tree,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path folder, @org.jspecify.annotations.Nullable IOException problem)
                            throws IOException {
                        if (problem != null) {
                            throw problem;
                        }
                        Files.delete(folder);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
