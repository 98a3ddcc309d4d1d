package org.quantoscope.checkpoint.safetensors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files of one model folder, told apart by name.
 *
 * <p>A link is followed only to where a hostile folder gains nothing by it: into the folder itself,
 * or from a snapshot of the Hugging Face cache to its blobs.
 */
public final class FolderFiles {
    private static final Set<String> OTHER_WEIGHT_EXTENSIONS =
            Set.of(
                    ".bin",
                    ".pt",
                    ".pth",
                    ".ckpt",
                    ".h5",
                    ".msgpack",
                    ".onnx",
                    ".gguf",
                    ".tflite",
                    ".ot",
                    ".npz",
                    ".mlmodel");

    /** The digests of an export's own files, which hold for no copy. */
    private static final String DIGESTS = "quantoscope.sha256";

    private final Path folder;

    public FolderFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Names of the {@code .safetensors} files, sorted; hidden ones, such as macOS leaves beside
     * copies, are none.
     */
    List<String> safetensors() throws IOException {
        return names(name -> name.endsWith(SafetensorsLayout.EXTENSION));
    }

    /** Names of the indexes, sorted. */
    List<String> indexes() throws IOException {
        return names(name -> name.endsWith(SafetensorsLayout.INDEX_EXTENSION));
    }

    /**
     * Names of the files that belong to the model but are no weights: configuration, tokenizer,
     * licence, code; hidden files and sub-folders are left out.
     */
    public List<String> companions() throws IOException {
        return names(name -> !isWeights(name) && !name.equals(DIGESTS)).stream()
                .filter(name -> staysInside(folder.resolve(name)))
                .toList();
    }

    /**
     * Whether {@code file}, links followed, lies in the folder or among the blobs of the Hugging
     * Face cache entry that the folder is a snapshot of.
     */
    public boolean staysInside(Path file) {
        try {
            Path real = file.toRealPath();
            Path realFolder = folder.toRealPath();
            if (real.startsWith(realFolder)) {
                return true;
            }
            Path snapshots = realFolder.getParent();
            return snapshots != null
                    && snapshots.endsWith("snapshots")
                    && real.startsWith(snapshots.resolveSibling("blobs"));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isWeights(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(SafetensorsLayout.EXTENSION)
                || lower.endsWith(".index.json")
                || OTHER_WEIGHT_EXTENSIONS.stream().anyMatch(lower::endsWith);
    }

    private static boolean isWanted(String name, Predicate<String> wanted) {
        return !name.startsWith(".") && wanted.test(name);
    }

    private List<String> names(Predicate<String> wanted) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isWanted(file.getFileName().toString(), wanted))
                    .filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
