package org.quantoscope.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The models that huggingface_hub has fetched onto this machine: {@code models--ORG--NAME} folders
 * with snapshots of links into a common store of blobs.
 *
 * <p>Only lists, never writes, never asks the network.
 */
public final class HubCache {
    private static final String PREFIX = "models--";

    /**
     * A fetched state of a model.
     *
     * @param revision commit of the model's repository
     * @param refs names of branches and tags that point at it, sorted
     * @param folder to open
     * @param files in it, those of sub-folders too
     * @param bytes of those files; snapshots share blobs, so they don't add up to the model's
     */
    public record Snapshot(
            String revision, List<String> refs, Path folder, long files, long bytes) {}

    /**
     * A model.
     *
     * @param name as on the hub, for example {@code org/name}
     * @param bytes of all its files on disk, each once
     * @param snapshots by revision
     */
    public record Model(String name, long bytes, List<Snapshot> snapshots) {}

    private HubCache() {}

    /**
     * Where huggingface_hub keeps its cache: HF_HUB_CACHE, else hub in HF_HOME, else hub in
     * huggingface in XDG_CACHE_HOME or ~/.cache.
     *
     * @param environment of the process
     * @param home the user's
     */
    public static Path folder(Map<String, String> environment, Path home) {
        Optional<Path> cache = path(environment, "HF_HUB_CACHE");
        Optional<Path> hub = path(environment, "HF_HOME").map(folder -> folder.resolve("hub"));
        Path base = path(environment, "XDG_CACHE_HOME").orElse(home.resolve(".cache"));
        return cache.or(() -> hub).orElse(base.resolve("huggingface").resolve("hub"));
    }

    private static Optional<Path> path(Map<String, String> environment, String key) {
        return Optional.ofNullable(environment.get(key))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    /**
     * The models in {@code cache}, by name.
     *
     * @throws NoSuchFileException if there is no such folder
     */
    public static List<Model> models(Path cache) throws IOException {
        if (!Files.isDirectory(cache)) {
            throw new NoSuchFileException(
                    cache.toString(), null, "there is no cache of the Hugging Face hub");
        }
        List<Model> models = new ArrayList<>();
        for (Path folder : folders(cache)) {
            String name = folder.getFileName().toString();
            if (name.startsWith(PREFIX)) {
                models.add(model(folder, name.substring(PREFIX.length()).replace("--", "/")));
            }
        }
        models.sort(Comparator.comparing(Model::name));
        return models;
    }

    private static Model model(Path folder, String name) throws IOException {
        List<Snapshot> snapshots = new ArrayList<>();
        Path refs = folder.resolve("refs");
        for (Path snapshot : folders(folder.resolve("snapshots"))) {
            String revision = snapshot.getFileName().toString();
            long[] total = total(snapshot);
            snapshots.add(
                    new Snapshot(revision, refs(refs, revision), snapshot, total[0], total[1]));
        }
        return new Model(name, ownBytes(folder), List.copyOf(snapshots));
    }

    /** Where links cannot be made, snapshots hold the files themselves, and there are no blobs. */
    private static long ownBytes(Path folder) throws IOException {
        long bytes = total(folder.resolve("blobs"))[1];
        for (Path file : regularFiles(folder.resolve("snapshots"))) {
            bytes += Files.isSymbolicLink(file) ? 0 : Files.size(file);
        }
        return bytes;
    }

    private static List<String> refs(Path refs, String revision) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path ref : regularFiles(refs)) {
            // Each holds one commit; anything longer is none.
            if (Files.size(ref) <= 100 && Files.readString(ref).strip().equals(revision)) {
                names.add(refs.relativize(ref).toString());
            }
        }
        names.sort(Comparator.naturalOrder());
        return List.copyOf(names);
    }

    /** How many files, and how many bytes where their links lead. */
    private static long[] total(Path folder) throws IOException {
        long[] total = new long[2];
        for (Path file : regularFiles(folder)) {
            total[0]++;
            total[1] += Files.size(file);
        }
        return total;
    }

    private static List<Path> folders(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Links to files count, links to folders are not followed. */
    private static List<Path> regularFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
