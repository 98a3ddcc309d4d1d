package org.quantoscope.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.tensor.TensorInfo;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every tensor that transformers wrote, against the list that it made of them; skipped where the
 * folder is not there.
 */
class SharedModelsGoldenTest {
    private static final Path MODELS =
            Path.of(System.getProperty("quantoscope.shared", "../shared"))
                    .resolve("models/tiny-architectures");

    private static final Map<String, String> TYPES =
            Map.of("bfloat16", "BF16", "float16", "F16", "float32", "F32");

    @ParameterizedTest
    @ValueSource(strings = {"llama-untied-gqa", "qwen2", "gpt2", "mixtral"})
    void listsTheTensorsThatTransformersWrote(String model) throws IOException {
        assumeTrue(Files.isDirectory(MODELS), () -> "no folder " + MODELS);
        JsonNode expected =
                JsonMapper.shared()
                        .readTree(Files.readString(MODELS.resolve("index.json")))
                        .path("models")
                        .path(model)
                        .path("tensors");
        Map<String, String> listed = new TreeMap<>();
        expected.forEachEntry((name, entry) -> {
            String file = entry.path(0).stringValue();
            String type = TYPES.get(entry.path(1).stringValue());
            listed.put(name, file + " " + type + " " + entry.path(2));
        });
        Map<String, String> read = new TreeMap<>();
        try (Checkpoint opened = new SafetensorsFormat().open(MODELS.resolve(model))) {
            for (TensorInfo tensor : opened.tensors()) {
                String sizes = tensor.shape().dimensions().toString().replace(" ", "");
                read.put(tensor.name(), tensor.file() + " " + tensor.dtype() + " " + sizes);
            }
        }
        assertThat(listed).isNotEmpty();
        assertThat(read).isEqualTo(listed);
    }
}
