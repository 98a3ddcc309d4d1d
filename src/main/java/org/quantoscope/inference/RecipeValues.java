package org.quantoscope.inference;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.NonFiniteWeightsException;
import org.quantoscope.quant.ParameterType;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.QuantizedRow;
import org.quantoscope.quant.RowReader;
import org.quantoscope.quant.RowSlices;
import org.quantoscope.quant.Salience;
import org.quantoscope.quant.TensorQuantizer;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.quant.WeightDistribution;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The values of a checkpoint's tensors as they are, or as a recipe would store them.
 *
 * <p>What a recipe's codes stand for is exact: the same float32 as in its package and in its
 * dequantized export of that type. Thresholds of salience are found once per tensor and kept.
 */
public final class RecipeValues {
    private final Checkpoint checkpoint;
    private final Function<TensorInfo, TensorSpec> specs;
    private final Kernels kernels;
    private final WorkerPool pool;
    private final Map<String, Salience> saliences = new ConcurrentHashMap<>();

    /**
     * @param recipe empty for the checkpoint as it is
     */
    public RecipeValues(
            Checkpoint checkpoint, Optional<Recipe> recipe, Kernels kernels, WorkerPool pool) {
        this(
                checkpoint,
                tensor -> recipe.map(it -> it.specFor(tensor)).orElse(TensorSpec.KEEP),
                kernels,
                pool);
    }

    /**
     * @param specs what each tensor gets; the same each time it is asked
     */
    public RecipeValues(
            Checkpoint checkpoint,
            Function<TensorInfo, TensorSpec> specs,
            Kernels kernels,
            WorkerPool pool) {
        this.checkpoint = checkpoint;
        this.specs = specs;
        this.kernels = kernels;
        this.pool = pool;
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    /**
     * Reads rows [firstRow, firstRow + rows) of a tensor, float32, into {@code into} from index 0.
     *
     * @throws NotANumberException if one of them is NaN or infinite
     */
    public void read(
            TensorInfo tensor, long firstRow, int rows, float[] into, Cancellation cancellation) {
        TensorView view = checkpoint.view(tensor);
        switch (specs.apply(tensor)) {
            case QuantizationSpec quantized ->
                    quantize(view, quantized, firstRow, rows, into, cancellation);
            case TensorSpec.Store store ->
                    copy(view, store.type(), firstRow, rows, into, cancellation);
            case TensorSpec.Keep keep ->
                    copy(view, ParameterType.F32, firstRow, rows, into, cancellation);
        }
    }

    private void quantize(
            TensorView view,
            QuantizationSpec spec,
            long firstRow,
            int rows,
            float[] into,
            Cancellation cancellation) {
        try {
            restore(view, spec, firstRow, rows, into, cancellation);
        } catch (NonFiniteWeightsException e) {
            throw new NotANumberException(view.info().name(), e);
        }
    }

    private void restore(
            TensorView view,
            QuantizationSpec spec,
            long firstRow,
            int rows,
            float[] into,
            Cancellation cancellation) {
        Salience salience =
                saliences.computeIfAbsent(
                        view.info().name(),
                        name ->
                                WeightDistribution.of(view, kernels, pool, cancellation)
                                        .salience(spec.alpha(), cancellation));
        int columns = (int) view.info().columns();
        new TensorQuantizer(kernels, pool)
                .quantize(
                        view,
                        spec,
                        salience,
                        firstRow,
                        firstRow + rows,
                        cancellation,
                        () ->
                                (long row, float[] original, QuantizedRow quantized) ->
                                        System.arraycopy(
                                                quantized.restored,
                                                0,
                                                into,
                                                (int) (row - firstRow) * columns,
                                                columns));
    }

    private void copy(
            TensorView view,
            ParameterType type,
            long firstRow,
            int rows,
            float[] into,
            Cancellation cancellation) {
        RowReader reader = new RowReader(view, kernels);
        int columns = reader.columns();
        new RowSlices(reader, firstRow, firstRow + rows)
                .forEach(
                        pool,
                        cancellation,
                        slice ->
                                (row, weights) -> {
                                    refuseNonFinite(view.info(), row, weights);
                                    int at = (int) (row - firstRow) * columns;
                                    store(weights, type, into, at);
                                });
    }

    private static void store(float[] weights, ParameterType type, float[] into, int at) {
        if (type == ParameterType.F32) {
            System.arraycopy(weights, 0, into, at, weights.length);
            return;
        }
        for (int i = 0; i < weights.length; i++) {
            into[at + i] = type.round(weights[i]);
        }
    }

    private static void refuseNonFinite(TensorInfo tensor, long row, float[] weights) {
        float nothing = 0;
        for (float weight : weights) {
            nothing += weight * 0;
        }
        if (nothing != 0) {
            throw new NotANumberException(tensor.name(), row);
        }
    }
}
