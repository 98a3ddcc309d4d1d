package org.quantoscope.checkpoint.gguf;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.Checkpoint;
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

/** An open GGUF model; owns the arena that its files are mapped into. */
public final class GgufCheckpoint implements Checkpoint {
    /** Metadata key under which our exports carry the recipe that made them. */
    static final String RECIPE_KEY = "quantoscope.recipe";

    private static final int SUMMARY_ELEMENTS = 4;

    private final Path source;
    private final Path folder;
    private final String name;
    private final Arena arena;
    private final Map<String, GgufShard> shards;
    private final List<TensorInfo> tensors;
    private final Map<String, GgmlType> types;

    /**
     * @param shards by file name, in order
     * @param types of the tensors, by name
     */
    GgufCheckpoint(
            Path source,
            Path folder,
            String name,
            Arena arena,
            Map<String, GgufShard> shards,
            List<TensorInfo> tensors,
            Map<String, GgmlType> types) {
        this.source = source;
        this.folder = folder;
        this.name = name;
        this.arena = arena;
        this.shards = shards;
        this.tensors = List.copyOf(tensors);
        this.types = Map.copyOf(types);
    }

    /** The first file's header, which holds the model's metadata and the tokenizer. */
    public GgufHeader header() {
        return shards.values().iterator().next().header();
    }

    /** How one of {@link #tensors()} is stored. */
    public GgmlType type(TensorInfo tensor) {
        @Nullable GgmlType type = types.get(tensor.name());
        if (type == null) {
            throw new IllegalArgumentException(tensor.name() + " is no tensor of " + name);
        }
        return type;
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
        return GgufFormat.NAME;
    }

    @Override
    public ModelConfig config() {
        return GgufConfig.of(header(), types.containsKey("output.weight"));
    }

    @Override
    public List<TensorInfo> tensors() {
        return tensors;
    }

    @Override
    public TensorView view(TensorInfo tensor) {
        GgmlType type = type(tensor);
        if (!tensor.dtype().isAnalysable()) {
            throw new IllegalArgumentException(
                    tensor.name() + " is " + type + ", whose values are not decoded");
        }
        RowOrder order = RowOrder.of(header(), tensor.name(), tensor.shape());
        if (type.blocks().isPresent() || !order.isAsIs() && tensor.shape().rank() == 1) {
            return new GgufView(tensor, type, order, bytes(tensor));
        }
        TensorView plain = new TensorView.Plain(tensor, bytes(tensor));
        return order.isAsIs() ? plain : new TensorView.Reordered(plain, order::inFile);
    }

    @Override
    public MemorySegment bytes(TensorInfo tensor) {
        @Nullable GgufShard shard = shards.get(tensor.file());
        if (shard == null) {
            throw new IllegalArgumentException(tensor.name() + " is no tensor of " + name);
        }
        return shard.bytes().asSlice(tensor.byteOffset(), tensor.byteCount());
    }

    @Override
    public List<String> weightFiles() {
        return List.copyOf(shards.keySet());
    }

    @Override
    public Map<String, Map<String, String>> metadata() {
        Map<String, Map<String, String>> metadata = new LinkedHashMap<>();
        shards.forEach((file, shard) -> {
            Map<String, String> ofFile = new LinkedHashMap<>();
            shard.header()
                    .metadata()
                    .forEach((key, value) -> ofFile.put(key, value.summary(SUMMARY_ELEMENTS)));
            metadata.put(file, ofFile);
        });
        return metadata;
    }

    @Override
    public List<MetadataEntry> entries() {
        List<MetadataEntry> entries = new ArrayList<>();
        shards.forEach(
                (file, shard) -> entries.addAll(new GgufEntries(file, shard.header()).all()));
        return entries;
    }

    @Override
    public List<String> companionFiles() {
        return List.of();
    }

    @Override
    public Optional<String> recipeJson() {
        return header().text(RECIPE_KEY);
    }

    @Override
    public void verifyUnchanged() throws IOException {
        for (GgufShard shard : shards.values()) {
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
