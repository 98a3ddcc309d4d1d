package org.quantoscope.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.CheckpointOpener;
import org.quantoscope.checkpoint.ModelConfig;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files, folders and indexes that are as they should be, however they are given. */
class ModelFolderTest {
    private static final Path LLAMA = Path.of("src/test/resources/models/llama-untied-gqa");
    private static final Path GPT2 = Path.of("src/test/resources/models/gpt2");
    private static final String INDEX = "model.safetensors.index.json";

    @TempDir Path folder;

    @Test
    void opensAShardedFolderByItsIndex() throws IOException {
        try (Checkpoint llama = open(LLAMA)) {
            assertThat(llama.tensors()).hasSize(21);
            assertThat(llama.weightFiles()).hasSize(3).isSorted();
            assertThat(llama.name()).isEqualTo("llama-untied-gqa");
            assertThat(llama.config().heads()).hasValue(4);
            assertThat(llama.config().layers()).hasValue(2);
            assertThat(llama.companionFiles()).containsExactly("config.json");
            assertThat(llama.tensors().getLast().role()).isEqualTo(TensorRole.HEAD);
        }
    }

    @Test
    void theIndexItselfOpensTheSame() throws IOException {
        try (Checkpoint folder = open(LLAMA);
                Checkpoint index = open(LLAMA.resolve(INDEX))) {
            assertThat(index.tensors()).isEqualTo(folder.tensors());
            assertThat(index.name()).isEqualTo(folder.name());
            assertThat(index.folder()).isEqualTo(folder.folder());
            assertThat(index.config()).isEqualTo(folder.config());
        }
    }

    @Test
    void theShardsWithoutTheirIndexOpenTheSame() throws IOException {
        copyLlama(".safetensors");
        try (Checkpoint whole = open(LLAMA);
                Checkpoint bare = open(folder)) {
            assertThat(bare.tensors()).isEqualTo(whole.tensors());
            assertThat(bare.config()).isEqualTo(ModelConfig.UNKNOWN);
        }
    }

    @Test
    void oneShardOpensAlone() throws IOException {
        try (Checkpoint shard = open(LLAMA.resolve("model-00001-of-00003.safetensors"))) {
            assertThat(shard.tensors()).hasSize(7);
            assertThat(shard.name()).isEqualTo("model-00001-of-00003.safetensors");
            assertThat(shard.config().architecture()).contains("LlamaForCausalLM");
        }
    }

    @Test
    void aSingleModelFileGoesBeforeTheIndexBesideIt() throws IOException {
        copyLlama("");
        RawFile.honest().writeTo(folder.resolve("model.safetensors"));
        try (Checkpoint opened = open(folder)) {
            assertThat(opened.tensors()).extracting(TensorInfo::name).containsExactly("w");
            assertThat(opened.weightFiles()).containsExactly("model.safetensors");
        }
    }

    @Test
    void filesThatTheIndexDoesNotNameAreLeftOut() throws IOException {
        copyLlama("");
        RawFile.honest().writeTo(folder.resolve("consolidated.safetensors"));
        try (Checkpoint opened = open(folder)) {
            assertThat(opened.tensors()).hasSize(21);
            assertThat(opened.companionFiles()).containsExactly("config.json");
        }
    }

    @Test
    void hiddenFilesAreNoShards() throws IOException {
        RawFile.honest().writeTo(folder.resolve("model-00001-of-00001.safetensors"));
        Files.writeString(folder.resolve("._model-00001-of-00001.safetensors"), "Mac OS X");
        try (Checkpoint opened = open(folder)) {
            assertThat(opened.weightFiles()).containsExactly("model-00001-of-00001.safetensors");
        }
    }

    @Test
    void shardsMayLieInAFolderBelow() throws IOException {
        Path sub = Files.createDirectory(folder.resolve("shards"));
        RawFile.honest().writeTo(sub.resolve("a.safetensors"));
        Files.writeString(
                folder.resolve(INDEX), "{\"weight_map\":{\"w\":\"shards/a.safetensors\"}}");
        try (Checkpoint opened = open(folder)) {
            assertThat(opened.tensors().getFirst().file()).isEqualTo("shards/a.safetensors");
        }
    }

    @Test
    void aSnapshotInTheHuggingFaceCacheOpensThroughItsLinks() throws IOException {
        Path blobs = Files.createDirectories(folder.resolve("models--org--m/blobs"));
        Path snapshot = Files.createDirectories(folder.resolve("models--org--m/snapshots/abc"));
        RawFile.honest().writeTo(blobs.resolve("0123"));
        Files.writeString(blobs.resolve("4567"), "{\"weight_map\":{\"w\":\"a.safetensors\"}}");
        Files.writeString(blobs.resolve("89ab"), "{\"model_type\":\"llama\"}");
        Files.createSymbolicLink(snapshot.resolve("a.safetensors"), Path.of("../../blobs/0123"));
        Files.createSymbolicLink(snapshot.resolve(INDEX), Path.of("../../blobs/4567"));
        Files.createSymbolicLink(snapshot.resolve("config.json"), Path.of("../../blobs/89ab"));
        try (Checkpoint opened = open(snapshot)) {
            assertThat(opened.tensors()).hasSize(1);
            assertThat(opened.companionFiles()).containsExactly("config.json");
            assertThat(opened.config().modelType()).contains("llama");
        }
    }

    @Test
    void conv1dMatricesGroupAlongIn() throws IOException {
        try (Checkpoint gpt2 = open(GPT2)) {
            TensorInfo up =
                    gpt2.tensors().stream()
                            .filter(t -> t.name().equals("transformer.h.0.mlp.c_fc.weight"))
                            .findFirst()
                            .orElseThrow();
            assertThat(up.transposed()).isTrue();
            assertThat(up.rows()).isEqualTo(256);
            assertThat(up.columns()).isEqualTo(64);
            assertThat(gpt2.tensors()).filteredOn(TensorInfo::transposed).hasSize(8);
        }
    }

    @Test
    void aFolderCarriesEverythingButWeightsHiddenFilesAndFolders() throws IOException {
        Path model = Files.createDirectory(folder.resolve("model"));
        RawFile.honest().writeTo(model.resolve("model.safetensors"));
        for (String name :
                List.of(
                        "LICENSE",
                        "README.md",
                        "config.json",
                        "generation_config.json",
                        "merges.txt",
                        "modeling_x.py",
                        "tokenizer.json",
                        "tokenizer.model",
                        "vocab.json",
                        "pytorch_model.bin",
                        "pytorch_model.bin.index.json",
                        "model.onnx",
                        "tf_model.h5",
                        "flax_model.msgpack",
                        "x.gguf",
                        "consolidated.00.pth",
                        "other.safetensors",
                        ".gitattributes")) {
            Files.writeString(model.resolve(name), "{}");
        }
        Files.createDirectory(model.resolve("original"));
        Path secret = Files.writeString(folder.resolve("secret.txt"), "");
        Files.createSymbolicLink(model.resolve("secret.txt"), secret);
        try (Checkpoint opened = open(model)) {
            assertThat(opened.companionFiles())
                    .containsExactly(
                            "LICENSE",
                            "README.md",
                            "config.json",
                            "generation_config.json",
                            "merges.txt",
                            "modeling_x.py",
                            "tokenizer.json",
                            "tokenizer.model",
                            "vocab.json");
        }
    }

    @Test
    void aLoneFileCarriesItsSiblingsOnlyIfAConfigurationMakesThemAModel() throws IOException {
        Path file = RawFile.honest().writeTo(folder.resolve("download.safetensors"));
        Files.writeString(folder.resolve("holiday.txt"), "");
        try (Checkpoint opened = open(file)) {
            assertThat(opened.companionFiles()).isEmpty();
        }
        Files.writeString(folder.resolve("config.json"), "{}");
        try (Checkpoint opened = open(file)) {
            assertThat(opened.companionFiles()).containsExactly("config.json", "holiday.txt");
        }
    }

    @Test
    void aFileOfAnotherNameIsRecognisedByItsHeader() throws IOException {
        Path file = RawFile.honest().writeTo(folder.resolve("weights"));
        Path text = Files.writeString(folder.resolve("notes.txt"), "nothing of interest {}");
        SafetensorsFormat format = new SafetensorsFormat();
        assertThat(format.recognises(file)).isTrue();
        assertThat(format.recognises(text)).isFalse();
        assertThat(format.recognises(folder)).isFalse();
        assertThat(format.recognises(folder.resolve("missing.txt"))).isFalse();
        try (Checkpoint opened = new CheckpointOpener(List.of(format)).open(file)) {
            assertThat(opened.format()).isEqualTo("safetensors");
        }
    }

    @Test
    void headersMayBePaddedAndHoldKeysOfLaterVersions() throws IOException {
        RawFile file =
                new RawFile()
                        .header(
                                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],"
                                        + "\"later\":{\"a\":[1,{}]}}} \n\t\r ")
                        .data(8);
        try (Checkpoint opened = open(file.writeTo(folder.resolve("w.safetensors")))) {
            assertThat(opened.tensors().getFirst().byteOffset() + 8).isEqualTo(file.bytes().length);
        }
    }

    @Test
    void aFileWithoutTensorsOpens() throws IOException {
        Path file = new RawFile().writeTo(folder.resolve("none.safetensors"));
        try (Checkpoint opened = open(file)) {
            assertThat(opened.tensors()).isEmpty();
        }
    }

    @Test
    void packedTypesOfSixBitsOpenWhereTheyFillBytes() throws IOException {
        RawFile file =
                new RawFile()
                        .header(
                                "{"
                                        + RawFile.entry("a", "F6_E2M3", "[4]", 0, 3)
                                        + ","
                                        + RawFile.entry("b", "F6_E3M2", "[2,4]", 3, 9)
                                        + "}")
                        .data(9);
        try (Checkpoint opened = open(file.writeTo(folder.resolve("w.safetensors")))) {
            assertThat(opened.tensors()).extracting(TensorInfo::byteCount).containsExactly(3L, 6L);
        }
    }

    @Test
    void openingReadsNoDataHoweverLargeTheFile() throws IOException {
        // Fourteen gigabytes that take no space on disk: reading them would show.
        long weights = 7_000_000_000L;
        RawFile head =
                new RawFile()
                        .header(
                                "{"
                                        + RawFile.entry(
                                                "w", "BF16", "[" + weights + "]", 0, 2 * weights)
                                        + "}");
        Path file = head.writeTo(folder.resolve("huge.safetensors"));
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.setLength(raw.length() + 2 * weights);
        }
        try (Checkpoint opened = open(file)) {
            assertThat(opened.tensors().getFirst().elementCount()).isEqualTo(weights);
            assertThat(opened.bytes(opened.tensors().getFirst()).byteSize()).isEqualTo(2 * weights);
        }
    }

    @Test
    void closingTwiceDoesNothing() throws IOException {
        Checkpoint opened = open(LLAMA);
        opened.close();
        opened.close();
        assertThat(opened.tensors()).hasSize(21);
    }

    private static Checkpoint open(Path path) throws IOException {
        return new SafetensorsFormat().open(path);
    }

    private void copyLlama(String suffix) throws IOException {
        try (var files = Files.list(LLAMA)) {
            for (Path file : files.filter(f -> f.toString().endsWith(suffix)).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }
}
