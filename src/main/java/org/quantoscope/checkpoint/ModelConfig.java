package org.quantoscope.checkpoint;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The facts of a {@code config.json} that the workbench uses; all absent where there is no such
 * file.
 *
 * @param architecture first entry of {@code architectures}
 * @param modelType {@code model_type}
 * @param hiddenSize {@code hidden_size} (GPT-2: {@code n_embd})
 * @param layers {@code num_hidden_layers} (GPT-2: {@code n_layer})
 * @param heads {@code num_attention_heads} (GPT-2: {@code n_head})
 * @param keyValueHeads {@code num_key_value_heads}
 * @param vocabularySize {@code vocab_size}
 * @param tiedHead {@code tie_word_embeddings}
 */
public record ModelConfig(
        Optional<String> architecture,
        Optional<String> modelType,
        OptionalLong hiddenSize,
        OptionalLong layers,
        OptionalLong heads,
        OptionalLong keyValueHeads,
        OptionalLong vocabularySize,
        Optional<Boolean> tiedHead) {

    public static final ModelConfig UNKNOWN =
            new ModelConfig(
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    Optional.empty());
}
