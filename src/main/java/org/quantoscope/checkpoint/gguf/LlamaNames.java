package org.quantoscope.checkpoint.gguf;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of the Llama family's tensors: what Hugging Face calls {@code
 * model.layers.0.self_attn.q_proj.weight} is {@code blk.0.attn_q.weight} in GGUF (formats.md §4).
 *
 * <p>Covers Llama, Mistral, Qwen2 and Qwen3 with their biases and norms; a name outside the family
 * has no counterpart.
 */
public final class LlamaNames {
    private static final Pattern HUGGING_FACE_BLOCK =
            Pattern.compile("model\\.layers\\.(\\d{1,6})\\.(.+)\\.(weight|bias)");
    private static final Pattern GGUF_BLOCK =
            Pattern.compile("blk\\.(\\d{1,6})\\.([^.]+)\\.(weight|bias)");

    private static final Map<String, String> OUTSIDE =
            Map.of(
                    "model.embed_tokens.weight", "token_embd.weight",
                    "model.norm.weight", "output_norm.weight",
                    "lm_head.weight", "output.weight");

    private static final Map<String, String> IN_BLOCK =
            Map.ofEntries(
                    Map.entry("input_layernorm", "attn_norm"),
                    Map.entry("self_attn.q_proj", "attn_q"),
                    Map.entry("self_attn.k_proj", "attn_k"),
                    Map.entry("self_attn.v_proj", "attn_v"),
                    Map.entry("self_attn.o_proj", "attn_output"),
                    Map.entry("self_attn.q_norm", "attn_q_norm"),
                    Map.entry("self_attn.k_norm", "attn_k_norm"),
                    Map.entry("post_attention_layernorm", "ffn_norm"),
                    Map.entry("mlp.gate_proj", "ffn_gate"),
                    Map.entry("mlp.up_proj", "ffn_up"),
                    Map.entry("mlp.down_proj", "ffn_down"),
                    Map.entry("block_sparse_moe.gate", "ffn_gate_inp"));

    private static final Map<String, String> OUTSIDE_BACK = inverted(OUTSIDE);
    private static final Map<String, String> IN_BLOCK_BACK = inverted(IN_BLOCK);

    private LlamaNames() {}

    /** GGUF's name of a Hugging Face tensor. */
    public static Optional<String> toGguf(String name) {
        Matcher block = HUGGING_FACE_BLOCK.matcher(name);
        return block.matches()
                ? Optional.ofNullable(IN_BLOCK.get(block.group(2)))
                        .map(part -> "blk." + block.group(1) + "." + part + "." + block.group(3))
                : Optional.ofNullable(OUTSIDE.get(name));
    }

    /** Hugging Face's name of a GGUF tensor. */
    public static Optional<String> toHuggingFace(String name) {
        Matcher block = GGUF_BLOCK.matcher(name);
        return block.matches()
                ? Optional.ofNullable(IN_BLOCK_BACK.get(block.group(2)))
                        .map(part ->
                                "model.layers."
                                        + block.group(1)
                                        + "."
                                        + part
                                        + "."
                                        + block.group(3))
                : Optional.ofNullable(OUTSIDE_BACK.get(name));
    }

    /**
     * One name for what both formats call differently: Hugging Face's; any other name is its own.
     */
    public static String canonical(String name) {
        return toHuggingFace(name).orElse(name);
    }

    private static Map<String, String> inverted(Map<String, String> map) {
        Map<String, String> inverse = new TreeMap<>();
        map.forEach((key, value) -> inverse.put(value, key));
        return inverse;
    }
}
