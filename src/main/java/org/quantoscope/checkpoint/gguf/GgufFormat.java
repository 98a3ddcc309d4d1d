package org.quantoscope.checkpoint.gguf;

import static java.util.Objects.requireNonNullElse;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.CheckpointFormat;
import org.quantoscope.checkpoint.CheckpointLimits;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * GGUF on disk: a file, any part of a split model, or a folder that holds one model.
 *
 * <p>Opening maps the files and reads their headers; the cost does not depend on the size of the
 * tensors.
 */
public final class GgufFormat implements CheckpointFormat {
    static final String NAME = "GGUF";
    private static final String EXTENSION = ".gguf";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Path path) {
        try {
            if (Files.isDirectory(path)) {
                return !ggufFiles(path).isEmpty() && !holdsSafetensors(path);
            }
            return path.toString().endsWith(EXTENSION)
                    || Files.isRegularFile(path) && startsWithMagic(path);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Checkpoint open(Path path) throws IOException {
        Path file = (Files.isDirectory(path) ? onlyModel(path) : path).toAbsolutePath();
        Arena arena = Arena.ofShared();
        try {
            Map<String, GgufShard> shards = new LinkedHashMap<>();
            for (GgufShard shard : SplitFiles.open(file, arena)) {
                shards.put(shard.file().getFileName().toString(), shard);
            }
            Path folder = requireNonNullElse(file.getParent(), file);
            Map<String, GgmlType> types = new HashMap<>();
            List<TensorInfo> tensors = tensors(shards, types);
            String name = Files.isDirectory(path) ? folderName(path) : SplitFiles.stem(file);
            return new GgufCheckpoint(path, folder, name, arena, shards, tensors, types);
        } catch (IOException | RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    private static String folderName(Path folder) {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }

    private static boolean startsWithMagic(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(4);
            return start.length == 4
                    && start[0] == 'G'
                    && start[1] == 'G'
                    && start[2] == 'U'
                    && start[3] == 'F';
        }
    }

    private static List<Path> ggufFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(EXTENSION))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static boolean holdsSafetensors(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".safetensors"));
        }
    }

    private static Path onlyModel(Path folder) throws IOException {
        Map<String, Path> models = new TreeMap<>();
        for (Path file : ggufFiles(folder)) {
            models.putIfAbsent(SplitFiles.stem(file), file);
        }
        if (models.size() > 1) {
            throw refuse(
                    Reason.BAD_INDEX,
                    folder,
                    "",
                    "holds "
                            + models.size()
                            + " GGUF models; open one of them: "
                            + String.join(", ", models.keySet()));
        }
        return models.values().iterator().next();
    }

    private static List<TensorInfo> tensors(
            Map<String, GgufShard> shards, Map<String, GgmlType> types)
            throws MalformedCheckpointException {
        Map<String, Shape> shapes = new HashMap<>();
        for (GgufShard shard : shards.values()) {
            for (GgufTensor tensor : shard.header().tensors()) {
                if (shapes.put(tensor.name(), tensor.shape()) != null) {
                    throw refuse(
                            Reason.DUPLICATE_TENSOR,
                            shard.file(),
                            tensor.name(),
                            "holds a tensor that another part holds too");
                }
                types.put(tensor.name(), tensor.type());
            }
        }
        if (shapes.size() > CheckpointLimits.MAX_TENSORS) {
            throw refuse(
                    Reason.TOO_MANY_TENSORS,
                    shards.values().iterator().next().file(),
                    "",
                    "has more than " + CheckpointLimits.MAX_TENSORS + " tensors in all parts");
        }
        GgufHeader first = shards.values().iterator().next().header();
        ModelConfig config = GgufConfig.of(first, types.containsKey("output.weight"));
        TensorNaming naming = TensorNaming.of(config, shapes);
        List<TensorInfo> tensors = new ArrayList<>();
        shards.forEach((file, shard) -> {
            for (GgufTensor tensor : shard.header().tensors()) {
                tensors.add(info(tensor, naming, file, shard.header().dataStartByte()));
            }
        });
        return tensors;
    }

    private static TensorInfo info(
            GgufTensor tensor, TensorNaming naming, String file, long dataStartByte) {
        return new TensorInfo(
                tensor.name(),
                valueType(tensor.type()),
                tensor.type().name(),
                tensor.shape(),
                naming.role(tensor.name(), tensor.shape().rank()),
                naming.layer(tensor.name()),
                false,
                file,
                dataStartByte + tensor.beginByte(),
                tensor.byteCount());
    }

    private static DType valueType(GgmlType type) {
        return type.blocks().isPresent()
                ? DType.F32
                : DType.named(type.name()).orElse(DType.OPAQUE);
    }

    private static MalformedCheckpointException refuse(
            Reason reason, Path file, String tensor, String what) {
        return new MalformedCheckpointException(reason, file, OptionalLong.empty(), tensor, what);
    }
}
