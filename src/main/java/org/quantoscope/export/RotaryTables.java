package org.quantoscope.export;

import org.quantoscope.checkpoint.model.ExpectedTensors;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;

import java.util.List;

/**
 * The frequencies of rotary positions that old checkpoints store, and that folders for transformers
 * and vLLM do without.
 */
final class RotaryTables {
    private RotaryTables() {}

    static boolean is(TensorInfo tensor) {
        return tensor.name().endsWith(ExpectedTensors.ROTARY_TABLE);
    }

    static PlannedTensor leftOut(TensorInfo tensor, Recipe.Decision decision) {
        String why = "left out, for every reader computes it from config.json";
        return new PlannedTensor(
                tensor,
                decision.spec(),
                why,
                tensor.dtype(),
                false,
                "",
                tensor.byteCount(),
                0,
                Fit.otherwise(why));
    }

    /** Those of a plan. */
    static List<PlannedTensor> in(List<PlannedTensor> tensors) {
        return tensors.stream().filter(planned -> is(planned.tensor())).toList();
    }
}
