package org.quantoscope.checkpoint.safetensors;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.ElementView;
import org.quantoscope.checkpoint.ModelConfig;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** An open safetensors model; owns the arena that its files are mapped into. */
final class SafetensorsCheckpoint implements Checkpoint {
    /** Metadata key under which our exports carry the recipe that made them. */
    private static final String RECIPE_KEY = "quantoscope.recipe";

    private final Path source;
    private final ModelFiles files;
    private final Arena arena;
    private final Map<String, MappedShard> shards;
    private final ModelConfig config;
    private final List<TensorInfo> tensors;
    private final List<String> companionFiles;

    SafetensorsCheckpoint(
            Path source,
            ModelFiles files,
            Arena arena,
            Map<String, MappedShard> shards,
            ModelConfig config,
            List<TensorInfo> tensors,
            List<String> companionFiles) {
        this.source = source;
        this.files = files;
        this.arena = arena;
        this.shards = shards;
        this.config = config;
        this.tensors = List.copyOf(tensors);
        this.companionFiles = List.copyOf(companionFiles);
    }

    @Override
    public Path folder() {
        return files.folder();
    }

    @Override
    public Path source() {
        return source;
    }

    @Override
    public String name() {
        return files.name();
    }

    @Override
    public String format() {
        return SafetensorsFormat.NAME;
    }

    @Override
    public ModelConfig config() {
        return config;
    }

    @Override
    public List<TensorInfo> tensors() {
        return tensors;
    }

    @Override
    public TensorView view(TensorInfo tensor) {
        if (!tensor.dtype().isAnalysable()) {
            throw new IllegalArgumentException(
                    tensor.name()
                            + " is "
                            + tensor.dtype()
                            + "; only floating-point numbers are analysed");
        }
        if (!tensor.isPlain()) {
            DType stored = DType.named(tensor.encoding()).orElseThrow();
            return ElementView.contiguous(tensor, stored, bytes(tensor));
        }
        return new TensorView.Plain(tensor, bytes(tensor));
    }

    @Override
    public MemorySegment bytes(TensorInfo tensor) {
        @Nullable MappedShard shard = shards.get(tensor.file());
        if (shard == null) {
            throw new IllegalArgumentException(tensor.name() + " is no tensor of " + name());
        }
        return shard.bytes().asSlice(tensor.byteOffset(), tensor.byteCount());
    }

    @Override
    public List<String> weightFiles() {
        return files.weightFiles();
    }

    @Override
    public Map<String, Map<String, String>> metadata() {
        Map<String, Map<String, String>> metadata = new LinkedHashMap<>();
        shards.forEach((file, shard) -> metadata.put(file, shard.header().metadata()));
        return metadata;
    }

    @Override
    public List<String> companionFiles() {
        return companionFiles;
    }

    @Override
    public Optional<String> recipeJson() {
        return shards.values().stream()
                .map(shard -> shard.header().metadata().get(RECIPE_KEY))
                .filter(Objects::nonNull)
                .findFirst();
    }

    @Override
    public void verifyUnchanged() throws IOException {
        for (MappedShard shard : shards.values()) {
            shard.verifyUnchanged();
        }
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
