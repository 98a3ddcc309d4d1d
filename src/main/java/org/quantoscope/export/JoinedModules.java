package org.quantoscope.export;

import org.jspecify.annotations.Nullable;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.tensor.TensorRole;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Matrices that readers join into one, so that they must be quantized alike: q, k, v; gate, up. */
final class JoinedModules {
    private JoinedModules() {}

    /** The tensors, those refused that differ from the first of what they are joined with. */
    static List<PlannedTensor> reviewed(List<PlannedTensor> tensors) {
        Map<String, PlannedTensor> first = new HashMap<>();
        List<PlannedTensor> reviewed = new ArrayList<>();
        for (PlannedTensor planned : tensors) {
            String joined = joined(planned);
            @Nullable PlannedTensor other =
                    joined.isEmpty() ? null : first.putIfAbsent(joined, planned);
            boolean differs =
                    other != null
                            && !planned.fit().isRefused()
                            && !other.fit().isRefused()
                            && !scheme(other).equals(scheme(planned));
            reviewed.add(
                    differs && other != null ? planned.withFit(refused(planned, other)) : planned);
        }
        return reviewed;
    }

    private static Fit refused(PlannedTensor planned, PlannedTensor other) {
        return Fit.no(
                "is "
                        + scheme(planned)
                        + ", and "
                        + StockModules.module(other)
                        + " is "
                        + scheme(other)
                        + "; readers join "
                        + names(planned.tensor().role())
                        + " and need one scheme: give all the same by a rule, or keep all; budget"
                        + " --alike qkv,gateup chooses so");
    }

    private static String names(TensorRole role) {
        return switch (role) {
            case Q, K, V -> "q, k and v";
            default -> "gate and up";
        };
    }

    private static String scheme(PlannedTensor planned) {
        return planned.spec() instanceof QuantizationSpec spec
                ? StockModules.Grid.of(spec).toString()
                : "plain";
    }

    /** What a matrix is joined into; empty where it is not. */
    private static String joined(PlannedTensor planned) {
        String module = StockModules.module(planned);
        String parent = module.substring(0, Math.max(0, module.lastIndexOf('.')));
        TensorRole role = planned.tensor().role();
        if (planned.tensor().shape().rank() != 2) {
            return "";
        }
        return switch (role) {
            case Q, K, V -> parent + ".qkv";
            case GATE, UP -> parent + ".gate_up";
            default -> "";
        };
    }
}
