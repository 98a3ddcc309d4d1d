package org.quantoscope.checkpoint;

import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorRole;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the names of one model's tensors tell: role, layer, and whether a matrix is stored [in,
 * out].
 *
 * <p>Knows the usual names of Hugging Face models, of Meta's own Llama files and of GGUF; any other
 * name is an honest {@link TensorRole#OTHER}. Fused projections, routers, adapters and the parts of
 * already quantized matrices are others too.
 */
public final class TensorNaming {
    private static final Set<String> LAYER_LISTS =
            Set.of("layers", "layer", "h", "blk", "blocks", "block");
    private static final Set<String> ATTENTION_MODULES =
            Set.of(
                    "attn",
                    "self_attn",
                    "attention",
                    "self_attention",
                    "self",
                    "SelfAttention",
                    "EncDecAttention",
                    "cross_attn",
                    "crossattention",
                    "encoder_attn",
                    "linear_attn");
    private static final Set<String> FEED_FORWARD_MODULES =
            Set.of("mlp", "feed_forward", "ffn", "DenseReluDense");

    private static final Set<String> PARAMETERS = Set.of("weight", "bias", "gamma", "beta");

    /**
     * Roles by the last one to three parts of a module's path; "attn" and "mlp" stand for all names
     * of such modules.
     */
    private static final Map<String, TensorRole> ROLES = new HashMap<>();

    static {
        name(TensorRole.Q, "q_proj query_proj q_lin attn_q attn.query attn.q attn.wq attn.to_q");
        name(TensorRole.K, "k_proj key_proj k_lin attn_k attn.key attn.k attn.wk attn.to_k");
        name(TensorRole.V, "v_proj value_proj v_lin attn_v attn.value attn.v attn.wv attn.to_v");
        name(
                TensorRole.O,
                "o_proj out_lin attn_output attn.proj attn.o attn.wo attn.out_proj attn.c_proj"
                        + " attn.dense attn.output.dense");
        name(TensorRole.GATE, "gate_proj ffn_gate ffn_gate_exps ffn_gate_shexp wi_0 mlp.w1");
        name(
                TensorRole.UP,
                "up_proj ffn_up ffn_up_exps ffn_up_shexp wi wi_1 mlp.w3 mlp.c_fc fc1 fc_in mlp.lin1"
                        + " dense_h_to_4h intermediate.dense");
        name(
                TensorRole.DOWN,
                "down_proj ffn_down ffn_down_exps ffn_down_shexp mlp.wo mlp.w2 mlp.c_proj fc2 fc_out"
                        + " mlp.lin2 dense_4h_to_h output.dense");
        name(
                TensorRole.EMBEDDING,
                "embed_tokens embed_positions embed_in wte wpe word_embeddings position_embeddings"
                        + " token_type_embeddings tok_embeddings token_embd position_embd shared");
        name(TensorRole.HEAD, "lm_head embed_out predictions.decoder");
    }

    /**
     * Matrices that are Conv1D modules in the models of OpenAI's GPT family, and so stored [in,
     * out].
     */
    private static final Set<String> CONV1D_NAMES =
            Set.of("attn.c_attn", "attn.q_attn", "attn.c_proj", "mlp.c_fc", "mlp.c_proj");

    private static final Set<String> CONV1D_MODEL_TYPES =
            Set.of("gpt2", "openai-gpt", "imagegpt", "decision_transformer");

    private final boolean conv1d;

    private TensorNaming(boolean conv1d) {
        this.conv1d = conv1d;
    }

    /**
     * Naming for one model, whose configuration or, without one, whose shapes tell how GPT-2's
     * matrices lie.
     */
    public static TensorNaming of(ModelConfig config, Map<String, Shape> tensors) {
        if (config.modelType().isPresent() || config.architecture().isPresent()) {
            String architecture = config.architecture().orElse("");
            return new TensorNaming(
                    config.modelType().map(CONV1D_MODEL_TYPES::contains).orElse(false)
                            || architecture.startsWith("GPT2")
                            || architecture.startsWith("OpenAIGPT"));
        }
        // GPT-BigCode and nanoGPT use the same names for [out, in] matrices: only the shapes
        // differ.
        return new TensorNaming(tensors.entrySet().stream().noneMatch(TensorNaming::isStoredOutIn));
    }

    /**
     * What a tensor of this name and rank does; a matrix role only for at least two dimensions, so
     * that no bias looks like a matrix.
     */
    public TensorRole role(String name, int rank) {
        List<String> module = module(name);
        String parameter = name.substring(name.lastIndexOf('.') + 1);
        if (module.isEmpty() || !PARAMETERS.contains(parameter)) {
            return TensorRole.OTHER;
        }
        if (isNorm(module.getLast())) {
            return TensorRole.NORM;
        }
        if (!parameter.equals("weight") || rank < 2) {
            return TensorRole.OTHER;
        }
        if (module.equals(List.of("output")) || module.equals(List.of("model", "output"))) {
            return TensorRole.HEAD;
        }
        for (int parts = Math.min(3, module.size()); parts > 0; parts--) {
            TensorRole role = ROLES.get(ending(module, parts));
            if (role != null) {
                return role;
            }
        }
        return TensorRole.OTHER;
    }

    /**
     * Number of the transformer block: the first number that follows a list of layers in the name.
     */
    public OptionalInt layer(String name) {
        String[] parts = name.split("\\.", -1);
        for (int i = 1; i < parts.length; i++) {
            if (LAYER_LISTS.contains(parts[i - 1]) && isNumber(parts[i])) {
                return OptionalInt.of(Integer.parseInt(parts[i]));
            }
        }
        return OptionalInt.empty();
    }

    /** Whether the tensor is a matrix stored [in, out]. */
    public boolean isTransposed(String name, int rank) {
        return conv1d && rank == 2 && isConv1dName(name);
    }

    private static boolean isConv1dName(String name) {
        return name.endsWith(".weight") && CONV1D_NAMES.contains(ending(module(name), 2));
    }

    private static boolean isStoredOutIn(Map.Entry<String, Shape> tensor) {
        Shape shape = tensor.getValue();
        if (shape.rank() != 2 || !isConv1dName(tensor.getKey())) {
            return false;
        }
        // Of the five, these widen from in to out; the square attn.c_proj tells nothing.
        String ending = ending(module(tensor.getKey()), 2);
        boolean widens = ending.equals("attn.c_attn") || ending.equals("mlp.c_fc");
        return widens && shape.size(0) > shape.size(1);
    }

    private static List<String> module(String name) {
        String[] parts = name.split("\\.", -1);
        return Arrays.asList(parts).subList(0, parts.length - 1);
    }

    /**
     * The last {@code parts} of a path, with one word for every name of an attention and of a
     * feed-forward module.
     */
    private static String ending(List<String> module, int parts) {
        StringBuilder ending = new StringBuilder();
        for (int i = Math.max(0, module.size() - parts); i < module.size(); i++) {
            String part = module.get(i);
            boolean last = i == module.size() - 1;
            boolean expert = i > 0 && module.get(i - 1).equals("experts") && isNumber(part);
            if (!last && ATTENTION_MODULES.contains(part)) {
                part = "attn";
            } else if (!last && (expert || FEED_FORWARD_MODULES.contains(part))) {
                part = "mlp";
            }
            ending.append(ending.isEmpty() ? "" : ".").append(part);
        }
        return ending.toString();
    }

    private static boolean isNorm(String part) {
        String word = part.toLowerCase(Locale.ROOT);
        return word.contains("norm") || word.equals("ln") || word.startsWith("ln_");
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty()
                && part.length() <= 9
                && part.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static void name(TensorRole role, String endings) {
        for (String ending : endings.split(" ", -1)) {
            ROLES.put(ending, role);
        }
    }
}
