package org.quantoscope.checkpoint.safetensors;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.CheckpointFormat;
import org.quantoscope.checkpoint.CheckpointLimits;
import org.quantoscope.checkpoint.ElementView;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;
import org.quantoscope.checkpoint.ModelConfig;
import org.quantoscope.checkpoint.TensorNaming;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Safetensors on disk: a file, or a Hugging Face folder given by its own path or by its index.
 *
 * <p>Opening maps the files and reads their headers and {@code config.json}; the cost does not
 * depend on the size of the tensors.
 */
public final class SafetensorsFormat implements CheckpointFormat {
    static final String NAME = "safetensors";
    private static final String CONFIG = "config.json";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Path path) {
        try {
            if (Files.isDirectory(path)) {
                FolderFiles files = new FolderFiles(path);
                return Files.isRegularFile(path.resolve(CONFIG))
                        || !files.safetensors().isEmpty()
                        || !files.indexes().isEmpty();
            }
            String name = path.toString();
            return name.endsWith(SafetensorsLayout.EXTENSION)
                    || name.endsWith(SafetensorsLayout.INDEX_EXTENSION)
                    || Files.isRegularFile(path) && startsLikeAHeader(path);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Checkpoint open(Path path) throws IOException {
        ModelFiles files = ModelFiles.of(path);
        Path configFile = files.folder().resolve(CONFIG);
        boolean hasConfig = isThere(configFile);
        ModelConfig config = hasConfig ? ConfigReader.read(configFile) : ModelConfig.UNKNOWN;
        // Beside a lone file without a configuration lies whatever else was downloaded.
        List<String> companions =
                hasConfig || Files.isDirectory(path)
                        ? new FolderFiles(files.folder()).companions()
                        : List.of();
        Arena arena = Arena.ofShared();
        try {
            Map<String, MappedShard> shards = new LinkedHashMap<>();
            for (String file : files.weightFiles()) {
                shards.put(file, MappedShard.open(files.folder().resolve(file), arena));
            }
            List<TensorInfo> tensors = tensors(files, shards, config);
            return new SafetensorsCheckpoint(
                    path, files, arena, shards, config, tensors, companions);
        } catch (IOException | RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    /**
     * Whether there is a configuration; one that cannot be read as a file, such as a link to
     * nowhere, is refused, for guessing without it could turn matrices the wrong way round.
     */
    private static boolean isThere(Path config) throws MalformedCheckpointException {
        if (Files.isRegularFile(config)) {
            return true;
        }
        if (Files.exists(config, LinkOption.NOFOLLOW_LINKS)) {
            throw refuse(
                    Reason.BAD_CONFIG,
                    config,
                    "",
                    "is no regular file; put it right or move it away");
        }
        return false;
    }

    private static boolean startsLikeAHeader(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes((int) SafetensorsLayout.LENGTH_BYTES + 1);
            // Lengths up to the limit leave the four upper bytes of the little-endian u64 zero.
            return start.length == 9
                    && start[8] == '{'
                    && (start[4] | start[5] | start[6] | start[7]) == 0;
        }
    }

    private static List<TensorInfo> tensors(
            ModelFiles files, Map<String, MappedShard> shards, ModelConfig config)
            throws MalformedCheckpointException {
        Map<String, String> fileOf = new LinkedHashMap<>();
        Map<String, Shape> shapes = new HashMap<>();
        for (Map.Entry<String, MappedShard> shard : shards.entrySet()) {
            for (HeaderEntry entry : shard.getValue().header().entries()) {
                shapes.put(entry.name(), entry.shape());
                String other = fileOf.put(entry.name(), shard.getKey());
                if (other != null) {
                    throw refuse(
                            Reason.DUPLICATE_TENSOR,
                            shard.getValue().file(),
                            entry.name(),
                            "holds a tensor that " + other + " holds too");
                }
                if (fileOf.size() > CheckpointLimits.MAX_TENSORS) {
                    throw refuse(
                            Reason.TOO_MANY_TENSORS,
                            shard.getValue().file(),
                            entry.name(),
                            "brings the model to more than "
                                    + CheckpointLimits.MAX_TENSORS
                                    + " tensors");
                }
            }
        }
        if (files.index().isPresent()) {
            refuseMismatch(files.index().get(), fileOf);
        }
        TensorNaming naming = TensorNaming.of(config, shapes);
        List<TensorInfo> tensors = new ArrayList<>();
        shards.forEach((file, shard) -> {
            for (HeaderEntry entry : shard.header().entries()) {
                boolean scaled =
                        shapes.containsKey(entry.name() + "_scale_inv")
                                || shapes.containsKey(entry.name() + "_scale");
                tensors.add(info(entry, scaled, naming, file, shard.header().dataStartByte()));
            }
        });
        return tensors;
    }

    /**
     * @param scaled whether scales lie beside it, without which its numbers are not the weights
     */
    private static TensorInfo info(
            HeaderEntry entry,
            boolean scaled,
            TensorNaming naming,
            String file,
            long dataStartByte) {
        int rank = entry.shape().rank();
        boolean converted = ElementView.CONVERTED.contains(entry.dtype()) && !scaled;
        return new TensorInfo(
                entry.name(),
                converted ? DType.F32 : entry.dtype(),
                entry.dtype().name(),
                entry.shape(),
                naming.role(entry.name(), rank),
                naming.layer(entry.name()),
                naming.isTransposed(entry.name(), rank),
                file,
                dataStartByte + entry.beginByte(),
                entry.byteCount());
    }

    /**
     * Index and files must name exactly the same tensors, as llama.cpp's converter demands;
     * otherwise something would be left out in silence.
     */
    private static void refuseMismatch(ShardIndex index, Map<String, String> fileOf)
            throws MalformedCheckpointException {
        for (Map.Entry<String, String> entry : index.weightMap().entrySet()) {
            String actual = fileOf.get(entry.getKey());
            if (!entry.getValue().equals(actual)) {
                throw refuse(
                        Reason.INDEX_MISMATCH,
                        index.file(),
                        entry.getKey(),
                        "places a tensor in "
                                + entry.getValue()
                                + (actual == null
                                        ? ", which has none of that name"
                                        : ", but it is in " + actual));
            }
        }
        Set<String> named = index.weightMap().keySet();
        for (Map.Entry<String, String> entry : fileOf.entrySet()) {
            if (!named.contains(entry.getKey())) {
                throw refuse(
                        Reason.INDEX_MISMATCH,
                        index.file(),
                        entry.getKey(),
                        "does not name a tensor that is in " + entry.getValue());
            }
        }
    }

    private static MalformedCheckpointException refuse(
            Reason reason, Path file, String tensor, String what) {
        return new MalformedCheckpointException(reason, file, OptionalLong.empty(), tensor, what);
    }
}
