package org.quantoscope.checkpoint.pytorch;

import org.quantoscope.checkpoint.MalformedCheckpointException;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names of PyTorch's own that honest files may have and that are not read: what they stand for, so
 * that the refusal does not cry attack.
 *
 * <p>Nothing here allows anything.
 */
final class UnreadNames {
    private static final Set<String> QUANTIZED =
            Set.of(
                    "torch._utils._rebuild_qtensor",
                    "torch.QInt8Storage",
                    "torch.QUInt8Storage",
                    "torch.QInt32Storage",
                    "torch.QUInt4x2Storage",
                    "torch.QUInt2x4Storage");

    private static final Set<String> TYPES =
            Set.of(
                    "torch.ComplexDoubleStorage",
                    "torch.complex32",
                    "torch.complex128",
                    "torch.bcomplex32",
                    "torch.float4_e2m1fn_x2",
                    "torch.bits8",
                    "torch.bits16",
                    "torch.bits1x8",
                    "torch.bits2x4",
                    "torch.bits4x2");

    private static final Map<String, String> KINDS =
            Map.of(
                    "torch._utils._rebuild_sparse_tensor",
                    "a sparse tensor",
                    "torch._utils._rebuild_nested_tensor",
                    "a nested tensor",
                    "torch._utils._rebuild_meta_tensor_no_storage",
                    "a tensor without values (on the meta device)",
                    "torch._utils._rebuild_wrapper_subclass",
                    "a tensor of a class of its own",
                    "torch._tensor._rebuild_from_type_v2",
                    "a tensor of a class of its own",
                    "torch._utils._rebuild_device_tensor_from_numpy",
                    "a tensor of another device",
                    "torch._utils._rebuild_device_tensor_from_cpu_tensor",
                    "a tensor of another device");

    /** Where the classes of PyTorch's own layers live. */
    private static final String LAYERS = "torch.nn.modules.";

    private UnreadNames() {}

    /**
     * What {@code name} stands for and what to do, to follow "its pickle has"; empty for any other.
     */
    static Optional<String> what(String name) {
        String shown = MalformedCheckpointException.printable(name);
        String kind = KINDS.get(name);
        if (QUANTIZED.contains(name)) {
            kind = "a tensor that PyTorch quantized";
        } else if (TYPES.contains(name) || name.matches("torch\\.u?int[1-7]")) {
            kind = "a tensor of a type";
        } else if (name.startsWith(LAYERS)) {
            return Optional.of(
                    "a whole module ("
                            + shown
                            + "), which only its own code can read; save its state_dict()");
        }
        return kind == null
                ? Optional.empty()
                : Optional.of(
                        kind
                                + " ("
                                + shown
                                + ") that is not supported; save the model with plain tensors, or as"
                                + " safetensors");
    }
}
