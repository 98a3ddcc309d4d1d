package org.quantoscope.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quantoscope.app.Formats;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.model.UnsupportedTokenizerException;
import org.quantoscope.checkpoint.safetensors.SafetensorsWriter;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

class TokenizerTest {
    /** Bytes of é, mark and letters; every merge makes a token. */
    private static final String SMALL =
            """
            {"added_tokens": [{"id": 9, "content": "<end>", "special": true}],
             "model": {"type": "BPE", "byte_fallback": true,
               "vocab": {"▁": 0, "a": 1, "b": 2, "▁a": 3, "a▁": 4, "ab": 5, "▁ab": 6,
                         "a▁a": 7, "<unk>": 8},
               "merges": [["a", "▁"], ["a▁", "a"], ["a", "b"], "▁ ab", "▁ a"]},
             "normalizer": {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}}
            """;

    @TempDir private Path folder;

    private Tokenizer tokenizer(@Nullable String json, long rows) throws IOException {
        Path model = folder.resolve("model.safetensors");
        try (SafetensorsWriter writer = SafetensorsWriter.create(model, 4096)) {
            writer.begin("model.embed_tokens.weight", DType.F16);
            int bytes = Math.toIntExact(2 * rows);
            writer.write(new byte[bytes], 0, bytes);
            writer.end(Shape.of(rows, 1));
            writer.finish(Map.of());
        }
        if (json != null) {
            Files.writeString(folder.resolve("tokenizer.json"), json);
        }
        try (Checkpoint checkpoint = Formats.opener().open(folder)) {
            return Tokenizer.of(checkpoint);
        }
    }

    private static Tokenizer stories() throws IOException {
        try (Checkpoint checkpoint = Formats.opener().open(Path.of("samples", "stories260k"))) {
            return Tokenizer.of(checkpoint);
        }
    }

    @Test
    void aTokenThatReachesOverAMarkIsFound() throws IOException {
        Tokenizer tokenizer = tokenizer(SMALL, 10);
        assertThat(tokenizer.encode("b a")).containsExactly(2, 3);
        assertThat(tokenizer.encode("a a")).containsExactly(7);
        assertThat(tokenizer.encode("ab ab")).containsExactly(5, 6);
    }

    @Test
    void addedTokensAreCutOutFirst() throws IOException {
        Tokenizer tokenizer = tokenizer(SMALL, 10);
        assertThat(tokenizer.encode("a<end>b<end>")).containsExactly(1, 9, 2, 9);
        assertThat(tokenizer.encode("<en")).isEmpty();
    }

    @Test
    void anEmptyTextHasNoTokens() throws IOException {
        assertThat(stories().encode("")).isEmpty();
    }

    @Test
    void aCharacterAppearsWithTheLastOfItsTokens() throws IOException {
        Tokenizer tokenizer = stories();
        int[] ids = tokenizer.encode("x🐳ß");
        assertThat(tokenizer.texts(ids)).containsExactly("", "x", "", "", "", "🐳", "", "ß");
    }

    @Test
    void halfACharacterAtTheEndIsReplaced() throws IOException {
        Tokenizer tokenizer = stories();
        int[] ids = tokenizer.encode("🐳");
        assertThat(tokenizer.decode(Arrays.copyOf(ids, ids.length - 1))).isEqualTo("\ufffd");
    }

    @Test
    void continuedTextKeepsItsFirstSpace() throws IOException {
        Tokenizer tokenizer = stories();
        int[] ids = tokenizer.encode("dog");
        StringBuilder text = new StringBuilder();
        TokenText tokens = tokenizer.text(false);
        for (int id : ids) {
            text.append(tokens.next(id));
        }
        assertThat(text.toString()).isEqualTo(" dog");
        assertThat(tokenizer.bytes(ids[0])).isEqualTo(" do".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusesAFolderWithoutTokenizer() {
        assertThatThrownBy(() -> tokenizer(null, 10))
                .isInstanceOf(UnsupportedTokenizerException.class)
                .hasMessage(
                        "tokenizer.json: missing beside the weights; without it texts cannot be"
                                + " turned into tokens");
    }

    @Test
    void refusesATokenizerLargerThanTheEmbedding() {
        assertThatThrownBy(() -> tokenizer(SMALL, 9))
                .isInstanceOf(UnsupportedTokenizerException.class)
                .hasMessageContaining("it has 10 tokens, but the embedding has 9 rows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Unigram", "WordPiece"})
    void refusesModelsOfAnotherKindByName(String type) {
        assertThatThrownBy(() -> tokenizer(SMALL.replace("BPE", type), 10))
                .isInstanceOf(UnsupportedTokenizerException.class)
                .hasMessageContaining("its model is " + type);
    }

    @Test
    void refusesAMergeThatMakesNoToken() {
        assertThatThrownBy(() -> tokenizer(SMALL.replace("\"▁ a\"", "\"b a\""), 10))
                .isInstanceOf(UnsupportedTokenizerException.class)
                .hasMessageContaining("merge \"b a\" names or makes no token");
    }

    @Test
    void refusesAPreTokenizerOfAnotherKindByName() {
        String json =
                SMALL.replace(
                        "\"normalizer\"", "\"pre_tokenizer\":{\"type\":\"X\"},\"normalizer\"");
        assertThatThrownBy(() -> tokenizer(json, 10))
                .isInstanceOf(UnsupportedTokenizerException.class)
                .hasMessage("tokenizer.json: its pre-tokenizer X is not computed");
    }

    @Test
    void refusesARegularExpressionThatIsNone() {
        String json =
                SMALL.replace(
                        "\"normalizer\"",
                        """
                        "pre_tokenizer": {"type": "Split", "pattern": {"Regex": "(a"},
                          "behavior": "Isolated"}, "normalizer\"\
                        """);
        assertThatThrownBy(() -> tokenizer(json, 10))
                .isInstanceOf(UnsupportedTokenizerException.class)
                .hasMessageContaining("its regular expression (a is not understood");
    }

    @Test
    void refusesATokenizerThatIsNoJson() {
        assertThatThrownBy(() -> tokenizer("{", 10)).hasMessageContaining("tokenizer.json");
    }
}
