package org.quantoscope.cli;

import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A bf16 checkpoint folder shaped like Llama-7B, with as many layers as the weights ask for. */
final class SyntheticModel {
    private static final long HIDDEN = 4096;
    private static final long INNER = 11008;
    private static final long VOCABULARY = 32000;
    private static final long SHARD_BYTES = 4_000_000_000L;
    private static final long CHUNK_BYTES = 1L << 24;

    private final List<List<Tensor>> shards = new ArrayList<>();
    private final long layers;

    /** A matrix, or a vector where {@code rows} is 1. */
    private record Tensor(String name, long rows, long columns) {
        long bytes() {
            return 2 * rows * columns;
        }
    }

    SyntheticModel(long weights) {
        long ofLayer = 4 * HIDDEN * HIDDEN + 3 * HIDDEN * INNER + 2 * HIDDEN;
        long ofEnds = 2 * VOCABULARY * HIDDEN + HIDDEN;
        layers = Math.max(1, Math.round((weights - ofEnds) / (double) ofLayer));
        add(new Tensor("model.embed_tokens.weight", VOCABULARY, HIDDEN));
        for (long i = 0; i < layers; i++) {
            String layer = "model.layers." + i + ".";
            for (String name : List.of("q", "k", "v", "o")) {
                add(new Tensor(layer + "self_attn." + name + "_proj.weight", HIDDEN, HIDDEN));
            }
            add(new Tensor(layer + "mlp.gate_proj.weight", INNER, HIDDEN));
            add(new Tensor(layer + "mlp.up_proj.weight", INNER, HIDDEN));
            add(new Tensor(layer + "mlp.down_proj.weight", HIDDEN, INNER));
            add(new Tensor(layer + "input_layernorm.weight", 1, HIDDEN));
            add(new Tensor(layer + "post_attention_layernorm.weight", 1, HIDDEN));
        }
        add(new Tensor("model.norm.weight", 1, HIDDEN));
        add(new Tensor("lm_head.weight", VOCABULARY, HIDDEN));
    }

    private void add(Tensor tensor) {
        if (shards.isEmpty() || bytes(shards.getLast()) + tensor.bytes() > SHARD_BYTES) {
            shards.add(new ArrayList<>());
        }
        shards.getLast().add(tensor);
    }

    private static long bytes(List<Tensor> tensors) {
        return tensors.stream().mapToLong(Tensor::bytes).sum();
    }

    long weights() {
        return shards.stream().mapToLong(SyntheticModel::bytes).sum() / 2;
    }

    /**
     * Writes the folder.
     *
     * @param folder must not exist
     * @param fill whether to write weights, or to leave sparse files of zeros
     */
    void write(Path folder, boolean fill, WorkerPool pool) throws IOException {
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("config.json"), config());
        StringBuilder index = new StringBuilder("{\"metadata\":{},\"weight_map\":{");
        String comma = "";
        for (int i = 0; i < shards.size(); i++) {
            String file =
                    String.format(
                            Locale.ROOT, "model-%05d-of-%05d.safetensors", i + 1, shards.size());
            writeShard(folder.resolve(file), i, fill, pool);
            for (Tensor tensor : shards.get(i)) {
                index.append(comma)
                        .append('"')
                        .append(tensor.name())
                        .append("\":\"")
                        .append(file)
                        .append('"');
                comma = ",";
            }
        }
        Files.writeString(folder.resolve("model.safetensors.index.json"), index.append("}}"));
    }

    private void writeShard(Path file, int shard, boolean fill, WorkerPool pool)
            throws IOException {
        byte[] header = header(shards.get(shard)).getBytes(StandardCharsets.UTF_8);
        long begin = 8L + header.length;
        long length = begin + bytes(shards.get(shard));
        try (FileChannel channel =
                        FileChannel.open(
                                file,
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE);
                Arena arena = Arena.ofShared()) {
            ByteBuffer start = ByteBuffer.allocate((int) begin).order(ByteOrder.LITTLE_ENDIAN);
            start.putLong(header.length).put(header).flip();
            channel.write(start, 0);
            channel.write(ByteBuffer.allocate(1), length - 1);
            if (fill) {
                MemorySegment data =
                        channel.map(FileChannel.MapMode.READ_WRITE, begin, length - begin, arena);
                fill(data, shard, pool);
            }
        }
    }

    private static void fill(MemorySegment data, int shard, WorkerPool pool) {
        SyntheticWeights source = new SyntheticWeights();
        pool.forEach(
                Math.toIntExact(Math.ceilDiv(data.byteSize(), CHUNK_BYTES)),
                Cancellation.none(),
                chunk -> {
                    long from = chunk * CHUNK_BYTES;
                    long to = Math.min(data.byteSize(), from + CHUNK_BYTES);
                    source.fill(data, from, (to - from) / 2, ((long) shard << 40) + from);
                });
    }

    private static String header(List<Tensor> tensors) {
        StringBuilder json = new StringBuilder("{");
        long at = 0;
        for (Tensor tensor : tensors) {
            String shape =
                    tensor.rows() == 1
                            ? "[" + tensor.columns() + "]"
                            : "[" + tensor.rows() + "," + tensor.columns() + "]";
            json.append(at == 0 ? "" : ",")
                    .append(
                            String.format(
                                    Locale.ROOT,
                                    "\"%s\":{\"dtype\":\"BF16\",\"shape\":%s,\"data_offsets\":[%d,%d]}",
                                    tensor.name(),
                                    shape,
                                    at,
                                    at + tensor.bytes()));
            at += tensor.bytes();
        }
        json.append('}');
        while (json.length() % 8 != 0) {
            json.append(' ');
        }
        return json.toString();
    }

    private String config() {
        return String.format(
                Locale.ROOT,
                "{\"architectures\":[\"LlamaForCausalLM\"],\"model_type\":\"llama\",\"hidden_size\":%d,"
                        + "\"intermediate_size\":%d,\"num_hidden_layers\":%d,\"num_attention_heads\":32,"
                        + "\"vocab_size\":%d,\"tie_word_embeddings\":false,\"torch_dtype\":\"bfloat16\"}%n",
                HIDDEN,
                INNER,
                layers,
                VOCABULARY);
    }
}
