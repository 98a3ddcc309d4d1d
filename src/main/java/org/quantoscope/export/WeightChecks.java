package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.ParameterType;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.QuantizedRow;
import org.quantoscope.quant.Salience;
import org.quantoscope.quant.TensorQuantizer;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.quant.UnquantizableTensorException;
import org.quantoscope.quant.WeightDistribution;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.util.ArrayList;
import java.util.List;

/**
 * What only the weights tell of a planned export, asked before anything is written: NaN and
 * infinities, parameters and values beyond their type, scales that F16 rounds to 0.
 *
 * <p>One pass over the ranges of the groups; a tensor that they make suspect is quantized as the
 * export would, so that only what would happen is said.
 */
public final class WeightChecks {
    private final Kernels kernels;
    private final WorkerPool pool;

    public WeightChecks(Kernels kernels, WorkerPool pool) {
        this.kernels = kernels;
        this.pool = pool;
    }

    /** The plan with what stands against it. */
    public ExportPlan check(
            Checkpoint source, ExportPlan plan, Cancellation cancellation, Progress progress) {
        WorkerPool.Counter counter = new WorkerPool.Counter(plan.bytesBefore(), progress);
        List<PlannedTensor> seen = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        RoundedAway roundedAway = new RoundedAway();
        for (PlannedTensor planned : plan.tensors()) {
            PlannedTensor now = planned;
            try {
                if (reads(planned)) {
                    TensorView view = source.view(planned.tensor());
                    Losses losses = look(view, planned, warnings, cancellation);
                    if (losses.parameters() > 0) {
                        warnings.add(vanishedText(planned, losses.parameters()));
                    }
                    now =
                            roundedAway.told(
                                    planned,
                                    narrowest(planned),
                                    losses.vanishing(),
                                    losses.coarse());
                }
            } catch (UnquantizableTensorException e) {
                String line = String.valueOf(e.getMessage());
                refusals.add(line);
                now = planned.withFit(Fit.no(line.substring(e.tensor().length() + 2)));
            }
            seen.add(now);
            counter.add(planned.tensor().byteCount(), planned.tensor().name());
        }
        warnings.addAll(roundedAway.lines());
        return plan.withFindings(seen, refusals, warnings);
    }

    /**
     * What a tensor loses besides what quantizing is meant to lose.
     *
     * @param parameters that round to 0
     * @param vanishing values other than 0 that round to 0
     * @param coarse values below the normal numbers of their type, that lose digits
     */
    private record Losses(long parameters, long vanishing, long coarse) {
        static final Losses NONE = new Losses(0, 0, 0);
    }

    /** Whether values change on their way, so that some may not fit. */
    private static boolean reads(PlannedTensor planned) {
        TensorInfo tensor = planned.tensor();
        return !planned.fit().isRefused()
                && !planned.isOmitted()
                && tensor.dtype().isAnalysable()
                && tensor.elementCount() > 0
                && (planned.isQuantized()
                        || narrowest(planned) != DType.F32 && !planned.isCopied());
    }

    /** The narrowest type that values pass through. */
    private static DType narrowest(PlannedTensor planned) {
        return planned.spec() instanceof TensorSpec.Store(var type)
                        && planned.storedType() == DType.F32
                ? type.dtype()
                : planned.storedType();
    }

    private static String vanishedText(PlannedTensor planned, long vanished) {
        QuantizationSpec spec = (QuantizationSpec) planned.spec();
        return planned.tensor().name()
                + ": "
                + vanished
                + (vanished == 1 ? " scale or offset is" : " scales or offsets are")
                + " so small that "
                + spec.parameters().key()
                + " rounds them to 0; "
                + (spec.parametersAreFixed()
                        ? "keep this tensor, if these weights matter"
                        : "bf16 or f32 parameters hold them");
    }

    /**
     * @throws UnquantizableTensorException if the export would refuse the tensor
     */
    private Losses look(
            TensorView view,
            PlannedTensor planned,
            List<String> warnings,
            Cancellation cancellation) {
        String name = planned.tensor().name();
        int groupSize =
                planned.spec() instanceof QuantizationSpec spec
                        ? spec.groupSize().in(Math.toIntExact(planned.tensor().columns()))
                        : Math.toIntExact(planned.tensor().columns());
        WeightRanges ranges =
                WeightRanges.of(view, groupSize, narrowest(planned), kernels, pool, cancellation);
        if (!(planned.spec() instanceof QuantizationSpec spec)) {
            float[] largest = {ranges.absMax()};
            if (Float.isFinite(largest[0])) {
                new ValueEncoder(name, narrowest(planned)).round(largest, 1);
            } else {
                warnings.add(name + ": has NaN or infinite values, which are written as they are");
            }
            return new Losses(0, ranges.vanishing(), ranges.coarse());
        }
        boolean half = spec.parameters() == ParameterType.F16 || planned.storedType() == DType.F16;
        float least =
                half
                        ? WeightRanges.SMALLEST_HALF
                        : planned.storedType() == DType.BF16 ? WeightRanges.SMALLEST_BF16 : 0;
        boolean suspect =
                !Float.isFinite(ranges.absMax())
                        || half && ranges.absMax() > WeightRanges.LARGEST_HALF
                        || ranges.least() < least * spec.bits().maxCode();
        return suspect ? quantized(view, planned, spec, cancellation) : Losses.NONE;
    }

    private Losses quantized(
            TensorView view,
            PlannedTensor planned,
            QuantizationSpec spec,
            Cancellation cancellation) {
        Salience salience =
                WeightDistribution.of(view, kernels, pool, cancellation)
                        .salience(spec.alpha(), cancellation);
        List<Counting> slices =
                new TensorQuantizer(kernels, pool)
                        .quantize(view, spec, salience, cancellation, () -> new Counting(planned));
        return new Losses(
                slices.stream().mapToLong(slice -> slice.underflows).sum(),
                slices.stream().mapToLong(slice -> slice.small.vanishing()).sum(),
                0); // Quantizing loses more digits than that of every value.
    }

    /** Counts parameters that are 0, and refuses values that the file's type does not hold. */
    private static final class Counting implements TensorQuantizer.RowSink {
        private final ValueEncoder encoder;
        private final SmallValues small;
        private final boolean plain;
        private final int columns;
        private long underflows;

        Counting(PlannedTensor planned) {
            encoder = new ValueEncoder(planned.tensor().name(), planned.storedType());
            small = new SmallValues(planned.packed() ? DType.F32 : planned.storedType());
            plain = !planned.packed();
            columns = Math.toIntExact(planned.tensor().columns());
        }

        @Override
        public void accept(long row, float[] original, QuantizedRow quantized) {
            underflows += quantized.underflows;
            if (plain) {
                small.count(quantized.restored, columns);
                encoder.round(quantized.restored, columns);
            }
        }
    }
}
