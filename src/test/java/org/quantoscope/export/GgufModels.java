package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.recipe.LayerSelector;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.Rule;
import org.quantoscope.tensor.DType;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** GGUF exports for tests. */
final class GgufModels {
    static final QuantizationSpec Q4_0 = spec(BlockLayout.Q4_0);

    /** Tiny random models with what transformers computes of them. */
    static final Path FAMILIES = Path.of("src/test/resources/gguf/families");

    private GgufModels() {}

    static QuantizationSpec spec(BlockLayout layout) {
        return Preset.RTN.at(new BitWidth(4)).withLayout(layout);
    }

    /** Every matrix alike, as llama-quantize --pure. */
    static Recipe pure(BlockLayout layout) {
        QuantizationSpec spec = spec(layout);
        return new Recipe(
                layout.name(),
                spec,
                List.of(
                        new Rule(LayerSelector.glob("*embed*"), spec),
                        new Rule(LayerSelector.glob("lm_head*"), spec),
                        new Rule(LayerSelector.glob("token_embd*"), spec)));
    }

    static ExportPlan plan(Checkpoint source, Recipe recipe, Path target, long shardBytes) {
        return ExportPlanner.plan(
                source,
                new ExportOptions(
                        recipe, ExportFormat.GGUF, DType.F32, target, shardBytes, "0.1-test"));
    }

    static ExportReceipt export(Path source, Recipe recipe, Path target) throws IOException {
        return export(source, recipe, target, Long.MAX_VALUE, 2);
    }

    static ExportReceipt export(
            Path source, Recipe recipe, Path target, long shardBytes, int threads)
            throws IOException {
        try (Checkpoint opened = Models.OPENER.open(source);
                WorkerPool pool = new WorkerPool(threads)) {
            return new ExportJob(Models.KERNELS, pool)
                    .run(
                            opened,
                            plan(opened, recipe, target, shardBytes),
                            Cancellation.none(),
                            Progress.SILENT);
        }
    }
}
