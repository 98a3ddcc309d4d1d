package org.quantoscope.analysis;

import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.Salience;
import org.quantoscope.quant.WeightDistribution;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;

/**
 * A tensor with everything stage A found out about it: what stage B starts from, for any number of
 * specifications.
 *
 * <p>Holds about a megabyte; valid while the checkpoint is open.
 *
 * @param view the original's values
 * @param stats figures and histogram of the original
 * @param distribution exact distribution of its magnitudes, which gives the threshold of any α
 */
public record MeasuredTensor(TensorView view, WeightStats stats, WeightDistribution distribution) {
    /** Which weights a specification calls salient. */
    Salience salience(QuantizationSpec spec, Cancellation cancellation) {
        return distribution.salience(spec.alpha(), cancellation);
    }
}
