package org.quantoscope.inference;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.model.DecoderConfig;
import org.quantoscope.checkpoint.model.UnsupportedModelException;
import org.quantoscope.tensor.TensorInfo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every tensor that a decoder needs, found and of the right shape before anything is computed.
 *
 * @param head rows [vocabulary, hidden]; the embedding where it is tied
 * @param ropeDivisors GGUF's {@code rope_freqs.weight}
 */
record DecoderTensors(
        TensorInfo embedding,
        List<DecoderLayer> layers,
        TensorInfo norm,
        TensorInfo head,
        Optional<TensorInfo> ropeDivisors) {

    /**
     * @throws UnsupportedModelException if a tensor is missing, of another shape, or one too many
     */
    static DecoderTensors of(Checkpoint checkpoint, DecoderConfig config)
            throws UnsupportedModelException {
        ModelTensors tensors = new ModelTensors(checkpoint);
        TensorInfo embedding = tensors.required("model.embed_tokens.weight");
        tensors.matrix("model.embed_tokens.weight", embedding.rows(), config.hidden());
        List<DecoderLayer> layers = new ArrayList<>();
        for (int layer = 0; layer < config.layers(); layer++) {
            layers.add(DecoderLayer.of(tensors, config, layer));
        }
        TensorInfo norm = tensors.requiredVector("model.norm.weight", config.hidden());
        Optional<TensorInfo> own = tensors.find("lm_head.weight");
        TensorInfo head =
                own.isPresent() && !config.tiedHead()
                        ? tensors.matrix("lm_head.weight", embedding.rows(), config.hidden())
                        : embedding;
        Optional<TensorInfo> divisors = tensors.vector("rope_freqs.weight", config.headSize() / 2);
        tensors.refuseUnknownParts();
        return new DecoderTensors(embedding, layers, norm, head, divisors);
    }
}
