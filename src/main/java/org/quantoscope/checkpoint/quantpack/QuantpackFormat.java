package org.quantoscope.checkpoint.quantpack;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.CheckpointFormat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Our own package: a Hugging-Face-like folder whose safetensors files hold codes, parameters and
 * places instead of values (package-format.md).
 *
 * <p>An opener must ask it before the plain container format, which recognises the same files.
 */
public final class QuantpackFormat implements CheckpointFormat {
    static final String NAME = "Quantoscope package";

    /** Metadata come first in the files that we write, so the key lies near the start. */
    private static final int LEADING_BYTES = 4096;

    private final CheckpointFormat container;

    /**
     * @param container opens safetensors
     */
    public QuantpackFormat(CheckpointFormat container) {
        this.container = container;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Path path) {
        try {
            if (Files.isRegularFile(path) && !path.toString().endsWith(".json")) {
                return namesPackage(path);
            }
            Path parent = path.toAbsolutePath().getParent();
            Path folder = Files.isDirectory(path) ? path : parent;
            if (folder == null || !path.toString().endsWith(".json") && folder != path) {
                return false;
            }
            Optional<Path> first = firstWeightFile(folder);
            return first.isPresent() && namesPackage(first.get());
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Path> firstWeightFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".safetensors"))
                    .filter(Files::isRegularFile)
                    .min(Path::compareTo);
        }
    }

    private static boolean namesPackage(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String start = new String(in.readNBytes(LEADING_BYTES), StandardCharsets.ISO_8859_1);
            return start.contains("\"" + PackageMetadata.VERSION_KEY + "\"");
        }
    }

    @Override
    public Checkpoint open(Path path) throws IOException {
        boolean isDescription = PackageMetadata.FILE.equals(String.valueOf(path.getFileName()));
        Path folder = path.toAbsolutePath().getParent();
        Checkpoint opened = container.open(isDescription && folder != null ? folder : path);
        try {
            PackageReader reader = new PackageReader(opened);
            return new QuantpackCheckpoint(
                    opened, reader.read(), reader.packed(), reader.streams());
        } catch (IOException | RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }
}
