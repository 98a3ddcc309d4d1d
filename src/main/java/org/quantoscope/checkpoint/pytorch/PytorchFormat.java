package org.quantoscope.checkpoint.pytorch;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.CheckpointFormat;
import org.quantoscope.checkpoint.ElementView;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;
import org.quantoscope.checkpoint.ModelConfig;
import org.quantoscope.checkpoint.TensorNaming;
import org.quantoscope.checkpoint.safetensors.ConfigReader;
import org.quantoscope.checkpoint.safetensors.FolderFiles;
import org.quantoscope.checkpoint.safetensors.ShardIndex;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * PyTorch files: one, or a Hugging Face folder of them ({@code pytorch_model.bin} or its index).
 *
 * <p>Of a folder that has safetensors too, those are opened instead, as transformers does. An
 * opener must ask this before the safetensors format, which recognises any folder with a
 * configuration.
 */
public final class PytorchFormat implements CheckpointFormat {
    static final String NAME = "PyTorch";

    private static final String SINGLE = "pytorch_model.bin";
    private static final String INDEX = SINGLE + ".index.json";
    private static final Set<String> EXTENSIONS = Set.of(".bin", ".pt", ".pth", ".ckpt");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Path path) {
        String name = String.valueOf(path.getFileName());
        if (!Files.isDirectory(path)) {
            return Files.isRegularFile(path)
                    && (name.equals(INDEX) || EXTENSIONS.stream().anyMatch(name::endsWith));
        }
        try (Stream<Path> files = Files.list(path)) {
            return (Files.isRegularFile(path.resolve(SINGLE))
                            || Files.isRegularFile(path.resolve(INDEX)))
                    && files.noneMatch(file -> file.toString().endsWith(".safetensors"));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Checkpoint open(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        boolean isFolder = Files.isDirectory(absolute);
        Path parent = absolute.getParent();
        Path folder = isFolder || parent == null ? absolute : parent;
        boolean indexed =
                isFolder ? !Files.isRegularFile(folder.resolve(SINGLE)) : absolute.endsWith(INDEX);
        Map<String, String> index = Map.of();
        List<String> names = List.of(isFolder ? SINGLE : String.valueOf(absolute.getFileName()));
        if (indexed) {
            ShardIndex read = ShardIndex.read(folder.resolve(INDEX), ".bin");
            index = read.weightMap();
            names = List.copyOf(read.files());
        }
        Path configFile = folder.resolve("config.json");
        boolean hasConfig = Files.isRegularFile(configFile);
        ModelConfig config = hasConfig ? ConfigReader.read(configFile) : ModelConfig.UNKNOWN;
        FolderFiles files = new FolderFiles(folder);
        List<String> companions = hasConfig || isFolder ? files.companions() : List.of();
        Arena arena = Arena.ofShared();
        try {
            Map<String, TorchShard> shards = new LinkedHashMap<>();
            for (String name : names) {
                Path file = folder.resolve(name);
                if (indexed && !(Files.isRegularFile(file) && files.staysInside(file))) {
                    throw refuse(
                            Reason.MISSING_SHARD, file, "", "is named by the index but not there");
                }
                shards.put(name, TorchShard.open(file, arena));
            }
            List<TensorInfo> tensors = tensors(shards, config);
            if (indexed) {
                refuseMismatch(folder.resolve(INDEX), index, tensors);
            }
            Path name = (isFolder || indexed ? folder : absolute).getFileName();
            return new TorchCheckpoint(
                    path, folder, String.valueOf(name), arena, shards, config, tensors, companions);
        } catch (IOException | RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    private static void refuseMismatch(
            Path file, Map<String, String> index, List<TensorInfo> tensors)
            throws MalformedCheckpointException {
        Map<String, String> fileOf = new HashMap<>();
        tensors.forEach(tensor -> fileOf.put(tensor.name(), tensor.file()));
        for (Map.Entry<String, String> entry : index.entrySet()) {
            if (!entry.getValue().equals(fileOf.remove(entry.getKey()))) {
                throw refuse(
                        Reason.INDEX_MISMATCH,
                        file,
                        entry.getKey(),
                        "places a tensor where it is not");
            }
        }
        if (!fileOf.isEmpty()) {
            throw refuse(
                    Reason.INDEX_MISMATCH,
                    file,
                    fileOf.keySet().iterator().next(),
                    "does not name a tensor that is in its files");
        }
    }

    private static List<TensorInfo> tensors(Map<String, TorchShard> shards, ModelConfig config)
            throws MalformedCheckpointException {
        Map<String, Shape> shapes = new HashMap<>();
        for (TorchShard shard : shards.values()) {
            for (Map.Entry<String, TorchShard.Placed> tensor : shard.tensors().entrySet()) {
                if (shapes.put(tensor.getKey(), tensor.getValue().shape()) != null) {
                    throw refuse(
                            Reason.DUPLICATE_TENSOR,
                            shard.file(),
                            tensor.getKey(),
                            "holds a tensor that another file holds too");
                }
            }
        }
        TensorNaming naming = TensorNaming.of(config, shapes);
        List<TensorInfo> tensors = new ArrayList<>();
        for (Map.Entry<String, TorchShard> shard : shards.entrySet()) {
            for (Map.Entry<String, TorchShard.Placed> tensor :
                    shard.getValue().tensors().entrySet()) {
                tensors.add(
                        info(
                                tensor.getKey(),
                                tensor.getValue(),
                                shapes.containsKey(tensor.getKey() + "_scale_inv")
                                        || shapes.containsKey(tensor.getKey() + "_scale"),
                                naming,
                                shard.getKey(),
                                shard.getValue().file()));
            }
        }
        return tensors;
    }

    /**
     * @param scaled whether scales lie beside it, without which its numbers are not the weights
     */
    private static TensorInfo info(
            String name,
            TorchShard.Placed tensor,
            boolean scaled,
            TensorNaming naming,
            String shard,
            Path file)
            throws MalformedCheckpointException {
        DType stored = tensor.dtype();
        boolean converted = ElementView.CONVERTED.contains(stored) && !scaled;
        if (!tensor.isContiguous() && !stored.isAnalysable() && !converted) {
            throw refuse(
                    Reason.BAD_SHAPE,
                    file,
                    name,
                    "has a tensor of " + stored + " whose elements do not lie row by row");
        }
        int rank = tensor.shape().rank();
        return new TensorInfo(
                name,
                converted ? DType.F32 : stored,
                stored.name() + (tensor.isContiguous() ? "" : ", strided"),
                tensor.shape(),
                naming.role(name, rank),
                naming.layer(name),
                naming.isTransposed(name, rank),
                shard,
                tensor.beginByte(),
                tensor.byteCount());
    }

    private static MalformedCheckpointException refuse(
            Reason reason, Path file, String tensor, String what) {
        return new MalformedCheckpointException(reason, file, OptionalLong.empty(), tensor, what);
    }
}
