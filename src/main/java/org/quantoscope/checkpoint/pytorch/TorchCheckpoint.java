package org.quantoscope.checkpoint.pytorch;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.ElementView;
import org.quantoscope.checkpoint.MetadataEntry;
import org.quantoscope.checkpoint.ModelConfig;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An open PyTorch model; owns the arena that its files are mapped into. */
final class TorchCheckpoint implements Checkpoint {
    private final Path source;
    private final Path folder;
    private final String name;
    private final Arena arena;
    private final Map<String, TorchShard> shards;
    private final ModelConfig config;
    private final List<TensorInfo> tensors;
    private final List<String> companionFiles;

    TorchCheckpoint(
            Path source,
            Path folder,
            String name,
            Arena arena,
            Map<String, TorchShard> shards,
            ModelConfig config,
            List<TensorInfo> tensors,
            List<String> companionFiles) {
        this.source = source;
        this.folder = folder;
        this.name = name;
        this.arena = arena;
        this.shards = shards;
        this.config = config;
        this.tensors = List.copyOf(tensors);
        this.companionFiles = List.copyOf(companionFiles);
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public Path source() {
        return source;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String format() {
        return PytorchFormat.NAME;
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
                    tensor.name() + " is " + tensor.dtype() + ", which is not analysed");
        }
        if (tensor.isPlain()) {
            return new TensorView.Plain(tensor, bytes(tensor));
        }
        TorchShard.@Nullable Placed placed = shard(tensor).tensors().get(tensor.name());
        if (placed == null) {
            throw new IllegalArgumentException(tensor.name() + " is no tensor of " + name);
        }
        return new ElementView(tensor, placed.dtype(), bytes(tensor), placed.strides());
    }

    @Override
    public MemorySegment bytes(TensorInfo tensor) {
        return shard(tensor).bytes().asSlice(tensor.byteOffset(), tensor.byteCount());
    }

    private TorchShard shard(TensorInfo tensor) {
        @Nullable TorchShard shard = shards.get(tensor.file());
        if (shard == null) {
            throw new IllegalArgumentException(tensor.name() + " is no tensor of " + name);
        }
        return shard;
    }

    @Override
    public List<String> weightFiles() {
        return List.copyOf(shards.keySet());
    }

    @Override
    public Map<String, Map<String, String>> metadata() {
        Map<String, Map<String, String>> none = new LinkedHashMap<>();
        shards.keySet().forEach(file -> none.put(file, Map.of()));
        return none;
    }

    /** {@inheritDoc} Which dict of a trainer's file is the model, and what lies beside it. */
    @Override
    public List<MetadataEntry> entries() {
        List<MetadataEntry> entries = new ArrayList<>();
        shards.forEach((file, shard) -> {
            if (!shard.read().isEmpty()) {
                entries.add(new MetadataEntry(file, "read", "dict", shard.read()));
            }
            shard.leftOut()
                    .forEach((key, count) ->
                            entries.add(
                                    new MetadataEntry(
                                            file, "left out." + key, "tensors", "" + count)));
        });
        return entries;
    }

    @Override
    public List<String> notes() {
        return shards.values().stream()
                .map(TorchShard::note)
                .filter(note -> !note.isEmpty())
                .toList();
    }

    @Override
    public List<String> companionFiles() {
        return companionFiles;
    }

    @Override
    public Optional<String> recipeJson() {
        return Optional.empty();
    }

    @Override
    public void verifyUnchanged() throws IOException {
        for (TorchShard shard : shards.values()) {
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
