package org.quantoscope.checkpoint.gguf;

import org.quantoscope.checkpoint.ModelConfig;

import java.util.Optional;
import java.util.OptionalLong;

/** The model's facts out of GGUF metadata ({@code ARCH.*} keys). */
final class GgufConfig {
    private GgufConfig() {}

    /**
     * @param separateHead whether any part holds a head of its own
     */
    static ModelConfig of(GgufHeader header, boolean separateHead) {
        OptionalLong vocabulary = header.ofArchitecture("vocab_size");
        GgufValue tokens = header.metadata().get("tokenizer.ggml.tokens");
        if (vocabulary.isEmpty() && tokens != null && tokens.isArray()) {
            vocabulary = OptionalLong.of(tokens.count());
        }
        return new ModelConfig(
                header.architecture(),
                header.architecture(),
                header.ofArchitecture("embedding_length"),
                header.ofArchitecture("block_count"),
                header.ofArchitecture("attention.head_count"),
                header.ofArchitecture("attention.head_count_kv"),
                vocabulary,
                Optional.of(!separateHead));
    }
}
