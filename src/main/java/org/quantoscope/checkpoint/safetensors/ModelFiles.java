package org.quantoscope.checkpoint.safetensors;

import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which weight files a path stands for.
 *
 * <p>A file stands for itself alone; an index for the files it names; a folder for its {@code
 * model.safetensors}, else for its index, else for all its {@code .safetensors} files. That is what
 * transformers does with a folder, and vLLM with one that has no index.
 *
 * @param folder absolute
 * @param name of the model, to show
 * @param weightFiles relative to {@code folder}, in order
 * @param index of a sharded model
 */
record ModelFiles(Path folder, String name, List<String> weightFiles, Optional<ShardIndex> index) {
    private static final String SINGLE = "model.safetensors";
    private static final Pattern SHARD = Pattern.compile("(.*)-(\\d{5})-of-(\\d{5})\\.safetensors");

    static ModelFiles of(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        if (Files.isDirectory(absolute)) {
            return ofFolder(absolute);
        }
        Path parent = absolute.getParent();
        Path file = absolute.getFileName();
        if (parent == null || file == null || !Files.isRegularFile(absolute)) {
            throw refuse(Reason.NO_WEIGHTS, absolute, "neither a folder nor a regular file");
        }
        return absolute.toString().endsWith(SafetensorsLayout.INDEX_EXTENSION)
                ? ofIndex(parent, absolute)
                : new ModelFiles(
                        parent, file.toString(), List.of(file.toString()), Optional.empty());
    }

    private static ModelFiles ofFolder(Path folder) throws IOException {
        FolderFiles files = new FolderFiles(folder);
        List<String> weights = files.safetensors();
        if (weights.contains(SINGLE)) {
            return new ModelFiles(folder, name(folder), List.of(SINGLE), Optional.empty());
        }
        List<String> indexes = files.indexes();
        if (indexes.contains(SINGLE + ".index.json")) {
            return ofIndex(folder, folder.resolve(SINGLE + ".index.json"));
        }
        if (indexes.size() > 1) {
            throw refuse(
                    Reason.BAD_INDEX,
                    folder,
                    "has " + indexes.size() + " indexes; open the one you mean");
        }
        if (indexes.size() == 1) {
            return ofIndex(folder, folder.resolve(indexes.getFirst()));
        }
        if (weights.isEmpty()) {
            throw refuse(Reason.NO_WEIGHTS, folder, "holds no .safetensors file");
        }
        refuseMissingShards(folder, weights);
        return new ModelFiles(folder, name(folder), weights, Optional.empty());
    }

    private static ModelFiles ofIndex(Path folder, Path file) throws IOException {
        ShardIndex index = ShardIndex.read(file);
        FolderFiles files = new FolderFiles(folder);
        for (String shard : index.files()) {
            Path path = folder.resolve(shard);
            if (!Files.isRegularFile(path)) {
                throw refuse(
                        Reason.MISSING_SHARD,
                        path,
                        "named by "
                                + file.getFileName()
                                + ", but there is no such file; fetch it again");
            }
            if (!files.staysInside(path)) {
                throw refuse(
                        Reason.INDEX_LEAVES_FOLDER,
                        path,
                        "named by " + file.getFileName() + ", but it is a link out of the folder");
            }
        }
        return new ModelFiles(folder, name(folder), List.copyOf(index.files()), Optional.of(index));
    }

    /** Names that count themselves, {@code …-00001-of-00003}, must be complete. */
    private static void refuseMissingShards(Path folder, List<String> names)
            throws MalformedCheckpointException {
        Set<String> present = new HashSet<>(names);
        for (String name : names) {
            Matcher shard = SHARD.matcher(name);
            if (!shard.matches()) {
                continue;
            }
            int count = Integer.parseInt(shard.group(3));
            for (int i = 1; i <= count; i++) {
                String expected =
                        "%s-%05d-of-%s.safetensors".formatted(shard.group(1), i, shard.group(3));
                if (!present.contains(expected)) {
                    throw refuse(
                            Reason.MISSING_SHARD,
                            folder.resolve(expected),
                            "there is no such file, but " + name + " is one of " + count);
                }
            }
        }
    }

    private static String name(Path folder) {
        Path name = folder.getFileName();
        return name == null ? folder.toString() : name.toString();
    }

    private static MalformedCheckpointException refuse(Reason reason, Path file, String what) {
        return new MalformedCheckpointException(reason, file, OptionalLong.empty(), "", what);
    }
}
