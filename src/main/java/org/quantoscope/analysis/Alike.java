package org.quantoscope.analysis;

import org.quantoscope.quant.Choice;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.util.Optional;
import java.util.Set;

/** Tensors of one module that must get the same specification, because a target fuses them. */
public enum Alike implements Choice {
    /** Query, key and value of one attention. */
    QKV("qkv", Set.of(TensorRole.Q, TensorRole.K, TensorRole.V)),
    /** Gate and up of one feed-forward block or expert. */
    GATE_UP("gateup", Set.of(TensorRole.GATE, TensorRole.UP));

    private final String key;
    private final Set<TensorRole> roles;

    Alike(String key, Set<TensorRole> roles) {
        this.key = key;
        this.roles = roles;
    }

    @Override
    public String key() {
        return key;
    }

    /**
     * What the tensor shares with those that must be like it: this constraint and the path of their
     * common module; empty where it is free.
     */
    Optional<String> groupOf(TensorInfo tensor) {
        if (!roles.contains(tensor.role())) {
            return Optional.empty();
        }
        String module = parent(parent(tensor.name()));
        return Optional.of(key + " " + (module.isEmpty() ? "of the model" : module));
    }

    private static String parent(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(0, dot);
    }
}
