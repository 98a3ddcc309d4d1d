package org.quantoscope.checkpoint.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quantoscope.checkpoint.gguf.GgufHeader;
import org.quantoscope.checkpoint.gguf.GgufValue;
import org.quantoscope.checkpoint.gguf.GgufValueType;
import org.quantoscope.checkpoint.gguf.GgufValues;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class GgufTokenizerTest {
    private final Map<String, GgufValue> metadata = new HashMap<>();

    private TokenizerDefinition read() throws UnsupportedTokenizerException {
        return GgufTokenizer.read("m.gguf", new GgufHeader(3, metadata, List.of(), 32, 0));
    }

    private void put(String key, String text) {
        metadata.put("tokenizer.ggml." + key, GgufValues.text(text));
    }

    private void put(String key, String... texts) {
        ByteBuffer raw = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        raw.putInt(GgufValueType.STRING.ordinal()).putLong(texts.length);
        for (String text : texts) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            raw.putLong(utf8.length).put(utf8);
        }
        metadata.put(
                "tokenizer.ggml." + key,
                new GgufValue(
                        GgufValueType.ARRAY,
                        GgufValueType.STRING,
                        texts.length,
                        MemorySegment.ofArray(raw.array())));
    }

    @ParameterizedTest
    @CsvSource({
        "no_vocab, m.gguf: it holds no tokenizer; without one texts cannot be turned into tokens",
        "bert, m.gguf: its tokenizer model is \"bert\"; gpt2 and llama are what is computed",
        "gpt2, m.gguf: tokenizer.ggml.tokens are missing"
    })
    void refusesAFileWithoutATokenizerOfAKnownKind(String model, String message) {
        put("model", model);
        assertThatThrownBy(this::read)
                .isInstanceOf(UnsupportedTokenizerException.class)
                .hasMessage(message);
    }

    @Test
    void refusesPiecesWithoutScores() {
        put("model", "llama");
        put("tokens", "a", "b");
        assertThatThrownBy(this::read).hasMessageContaining("tokenizer.ggml.scores are missing");
    }

    @Test
    void refusesAPreTokenizerThatHasNoName() {
        put("model", "gpt2");
        put("pre", "of-tomorrow");
        put("tokens", "a", "b");
        put("merges", "a b", "a a");
        assertThatThrownBy(this::read)
                .hasMessageContaining("its pre-tokenizer \"of-tomorrow\" is not known");
    }

    @Test
    void mergesGoByTheirOrderAndOnlyToTokens() throws UnsupportedTokenizerException {
        put("model", "gpt2");
        put("pre", "llama-bpe");
        put("tokens", "a", "b", "ab");
        put("merges", "b a", "a b");
        TokenizerDefinition definition = read();
        assertThat(definition.merges().size()).isEqualTo(1);
        assertThat(definition.merges().find(0, 1)).isEqualTo(1L << 32 | 2);
        assertThat(definition.merges().find(1, 0)).isEqualTo(MergeTable.NONE);
        assertThat(definition.takesWholePieces()).isTrue();
        assertThat(definition.special().addsBos()).as("it names no BOS").isFalse();
    }
}
