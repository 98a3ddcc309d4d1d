package org.quantoscope.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quantoscope.app.Formats;
import org.quantoscope.checkpoint.Checkpoint;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Ids and texts as the tokenizers library gives them for the same files. */
class TokenizerGoldenTest {
    private static final Path STORIES = Path.of("samples", "stories260k");
    private static final Path RESOURCES = Path.of("src", "test", "resources");
    private static final Path SHARED =
            Path.of(System.getProperty("quantoscope.shared", "../shared"));
    private static final Path SMOLLM2 =
            SHARED.resolve("models/smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf");

    private static Tokenizer tokenizer(Path model) throws IOException {
        try (Checkpoint checkpoint = Formats.opener().open(model)) {
            return Tokenizer.of(checkpoint);
        }
    }

    private static JsonNode json(Path file) {
        return JsonMapper.shared().readTree(file);
    }

    private static int[] ids(JsonNode list) {
        return list.valueStream().mapToInt(JsonNode::intValue).toArray();
    }

    private static int[] withoutBos(JsonNode pair) {
        int[] ids = ids(pair.path("ids"));
        return Arrays.copyOfRange(ids, 1, ids.length);
    }

    @Test
    void givesTheIdsOfPiecesWithByteFallbackForEveryOddText() throws IOException {
        Tokenizer stories = tokenizer(STORIES);
        for (JsonNode pair :
                json(RESOURCES.resolve("gguf/stories260k-reference.json")).path("tokenizer")) {
            String text = pair.path("text").stringValue();
            assertThat(stories.encode(text)).as(text).containsExactly(withoutBos(pair));
        }
        assertThat(stories.bos()).hasValue(1);
        assertThat(stories.eos()).hasValue(2);
        assertThat(stories.addsBos()).isTrue();
        assertThat(stories.size()).isEqualTo(512);
    }

    @ParameterizedTest
    @ValueSource(strings = {"F32", "BF16", "Q4_0", "Q8_0"})
    void aGgufFilesOwnTablesGiveTheSameIds(String type) throws IOException {
        Tokenizer stories = tokenizer(RESOURCES.resolve("gguf/stories260k-" + type + ".gguf"));
        for (JsonNode pair :
                json(RESOURCES.resolve("gguf/stories260k-reference.json")).path("tokenizer")) {
            String text = pair.path("text").stringValue();
            assertThat(stories.encode(text)).as(text).containsExactly(withoutBos(pair));
        }
        assertThat(stories.addsBos()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama3", "mistral", "qwen2", "qwen3"})
    void givesTheIdsOfByteLevelFamilies(String family) throws IOException {
        Path families = RESOURCES.resolve("gguf/families");
        Tokenizer tokenizer = tokenizer(families.resolve(family));
        for (JsonNode pair :
                json(families.resolve("reference.json")).path(family).path("tokenizer")) {
            String text = pair.path("text").stringValue();
            assertThat(tokenizer.encode(text)).as(text).containsExactly(ids(pair.path("ids")));
        }
        assertThat(tokenizer.addsBos()).isEqualTo(!family.startsWith("qwen"));
    }

    /** Kinds that check_tokenizers.py trained and kept. */
    @ParameterizedTest
    @ValueSource(strings = {"llama3", "metaspace-first", "merged_with_next", "pieces"})
    void givesTheIdsOfOddTextsForTrainedKinds(String kind) throws IOException {
        Path folder = RESOURCES.resolve("tokenizers").resolve(kind);
        Tokenizer tokenizer = tokenizer(folder);
        for (JsonNode pair : json(folder.resolve("expected.json"))) {
            String text = pair.path("text").stringValue();
            int[] ids = tokenizer.encode(text);
            assertThat(ids).as(text).containsExactly(ids(pair.path("ids")));
            String decoded = pair.path("decoded").stringValue();
            // The library writes a space before "shout", and one mark for each bad byte.
            if (!text.contains("shout") && decoded.indexOf('\ufffd') < 0) {
                assertThat(tokenizer.decode(ids)).as(text).isEqualTo(decoded);
            }
            assertThat(String.join("", tokenizer.texts(ids)))
                    .as(text)
                    .isEqualTo(tokenizer.decode(ids));
        }
    }

    @Test
    void givesTheIdsOfSmolLm2ForEveryOddText() throws IOException {
        assumeTrue(Files.isRegularFile(SMOLLM2), () -> "no file " + SMOLLM2);
        Tokenizer tokenizer = tokenizer(SMOLLM2);
        JsonNode reference = json(SHARED.resolve("golden/smollm2-reference.json"));
        for (JsonNode pair : reference.path("tokenizer")) {
            String text = pair.path("text").stringValue();
            int[] ids = tokenizer.encode(text);
            assertThat(ids).as(text).containsExactly(ids(pair.path("ids")));
            assertThat(tokenizer.decode(ids)).isEqualTo(pair.path("decoded").stringValue());
        }
        for (JsonNode text : reference.path("perplexity")) {
            int[] ids = tokenizer.encode(text(text.path("text").stringValue()));
            int tokens = text.path("tokens").intValue();
            assertThat(sha256(Arrays.copyOf(ids, tokens)))
                    .isEqualTo(text.path("token_sha256").stringValue());
        }
        assertThat(tokenizer.addsBos()).isFalse();
    }

    @Test
    void givesTheIdsOfWholeTexts() throws IOException {
        assumeTrue(Files.isDirectory(SHARED.resolve("texts")), () -> "no folder " + SHARED);
        Tokenizer stories = tokenizer(STORIES);
        for (JsonNode text :
                json(SHARED.resolve("golden/stories260k-reference.json")).path("perplexity")) {
            byte[] bytes = text(text.path("text").stringValue()).getBytes(StandardCharsets.UTF_8);
            String part =
                    new String(bytes, 0, text.path("bytes").intValue(), StandardCharsets.UTF_8);
            int[] ids = stories.encode(part);
            assertThat(ids).hasSize(text.path("tokens").intValue());
            assertThat(sha256(ids)).isEqualTo(text.path("token_sha256").stringValue());
            assertThat(stories.decode(ids)).isEqualTo(part);
        }
    }

    /**
     * A text by its description in a reference: a file's name, perhaps with what is taken of it.
     */
    private static String text(String description) throws IOException {
        String name = description.replaceFirst("[,:].*", "");
        String whole = Files.readString(SHARED.resolve("texts").resolve(name));
        if (!name.endsWith(".jsonl")) {
            return whole;
        }
        StringBuilder text = new StringBuilder();
        for (String line : whole.lines().toList()) {
            JsonNode task = JsonMapper.shared().readTree(line);
            text.append(task.path("prompt").stringValue())
                    .append(task.path("canonical_solution").stringValue());
        }
        return text.toString();
    }

    private static String sha256(int[] ids) {
        byte[] bytes = new byte[4 * ids.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (ids[i / 4] >>> 8 * (i % 4));
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
