package org.quantoscope.inference;

import org.quantoscope.checkpoint.model.DecoderConfig;
import org.quantoscope.checkpoint.model.UnsupportedModelException;
import org.quantoscope.tensor.TensorInfo;

import java.util.Optional;

/** The tensors of one transformer block; biases and norms of heads where the model has them. */
record DecoderLayer(
        TensorInfo attentionNorm,
        Linear q,
        Linear k,
        Linear v,
        Linear o,
        Optional<TensorInfo> qNorm,
        Optional<TensorInfo> kNorm,
        TensorInfo feedForwardNorm,
        Linear gate,
        Linear up,
        Linear down) {

    /** y = W x + b. */
    record Linear(TensorInfo weight, Optional<TensorInfo> bias) {}

    static DecoderLayer of(ModelTensors tensors, DecoderConfig config, int layer)
            throws UnsupportedModelException {
        String block = "model.layers." + layer + ".";
        String attention = block + "self_attn.";
        String feedForward = block + "mlp.";
        int hidden = config.hidden();
        int queries = config.heads() * config.headSize();
        int keys = config.keyValueHeads() * config.headSize();
        boolean biases = config.family() == DecoderConfig.Family.QWEN2;
        boolean norms = config.family() == DecoderConfig.Family.QWEN3;
        return new DecoderLayer(
                tensors.requiredVector(block + "input_layernorm.weight", hidden),
                linear(tensors, attention + "q_proj", queries, hidden, biases),
                linear(tensors, attention + "k_proj", keys, hidden, biases),
                linear(tensors, attention + "v_proj", keys, hidden, biases),
                linear(tensors, attention + "o_proj", hidden, queries, false),
                headNorm(tensors, attention + "q_norm.weight", config, norms),
                headNorm(tensors, attention + "k_norm.weight", config, norms),
                tensors.requiredVector(block + "post_attention_layernorm.weight", hidden),
                linear(tensors, feedForward + "gate_proj", config.inner(), hidden, false),
                linear(tensors, feedForward + "up_proj", config.inner(), hidden, false),
                linear(tensors, feedForward + "down_proj", hidden, config.inner(), false));
    }

    private static Linear linear(
            ModelTensors tensors, String module, int rows, int columns, boolean biased)
            throws UnsupportedModelException {
        String bias = module + ".bias";
        return new Linear(
                tensors.matrix(module + ".weight", rows, columns),
                biased
                        ? Optional.of(tensors.requiredVector(bias, rows))
                        : tensors.vector(bias, rows));
    }

    private static Optional<TensorInfo> headNorm(
            ModelTensors tensors, String name, DecoderConfig config, boolean needed)
            throws UnsupportedModelException {
        return needed
                ? Optional.of(tensors.requiredVector(name, config.headSize()))
                : Optional.empty();
    }
}
