package org.quantoscope.analysis;

import org.quantoscope.quant.PlacesEncoding;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.Salience;
import org.quantoscope.quant.SalientShare;
import org.quantoscope.quant.StoredSize;
import org.quantoscope.tensor.TensorInfo;

import java.util.Optional;

/**
 * What becomes of one tensor's values, under a specification or in another checkpoint: stage B,
 * immutable, everything a chart or a table shows.
 *
 * @param tensor which
 * @param origin where the other values come from
 * @param stats the original's statistics; its histogram is the one before
 * @param salience threshold, share asked and achieved
 * @param after counts of restored values over the same bins
 * @param salientBefore counts of the original's salient weights over the same bins
 * @param salientColumnShare share of the salient weights in the fullest 1 % of the columns, at
 *     least one column; about 0.01 where they are spread evenly, 0 where there are none
 * @param divergence between the two histograms
 * @param error of the restored weights
 * @param size bytes in our own package, or those that the other checkpoint spends
 * @param bitsPaper b + 32/g + α·log2 g, with the α asked for (method.md §4); NaN for given values
 * @param underflows scales and offsets that rounded to 0 though the class needed more
 */
public record LayerReport(
        TensorInfo tensor,
        Origin origin,
        WeightStats stats,
        Salience salience,
        Histogram after,
        Histogram salientBefore,
        double salientColumnShare,
        Divergence divergence,
        QuantizationError error,
        StoredSize size,
        double bitsPaper,
        long underflows) {

    /** Where values come from that take the place of a tensor's. */
    public sealed interface Origin {}

    /** Quantized by this program. */
    public record Quantized(QuantizationSpec spec) implements Origin {}

    /**
     * As another checkpoint holds them, whoever made them.
     *
     * @param values the tensor there
     */
    public record Given(TensorInfo values) implements Origin {}

    /** What another checkpoint holds in place of a tensor; nothing is salient there. */
    public static LayerReport given(TensorDifference difference) {
        WeightStats stats = difference.statsA();
        Salience none = new Salience(SalientShare.NONE, Float.POSITIVE_INFINITY, 0, stats.count());
        StoredSize size =
                new StoredSize(difference.b().byteCount(), 0, 0, 0, PlacesEncoding.NONE, 0, 0, 0);
        return new LayerReport(
                difference.a(),
                new Given(difference.b()),
                stats,
                none,
                difference.histogramB(),
                new Histogram(stats.histogram().edges(), new long[stats.histogram().bins()]),
                0,
                difference.divergence(),
                difference.error(),
                size,
                Double.NaN,
                0);
    }

    /** The tensor of another checkpoint whose values these are, if they are. */
    public Optional<TensorInfo> givenBy() {
        return origin instanceof Given(TensorInfo values) ? Optional.of(values) : Optional.empty();
    }

    /**
     * The specification that made the values.
     *
     * @throws IllegalStateException if another checkpoint gave them
     */
    public QuantizationSpec spec() {
        return switch (origin) {
            case Quantized(QuantizationSpec spec) -> spec;
            case Given(TensorInfo values) ->
                    throw new IllegalStateException(values.name() + " was not quantized here");
        };
    }

    public Histogram before() {
        return stats.histogram();
    }

    /** Bits per weight that the file really spends. */
    public double bitsStored() {
        return size.bitsPerWeight(tensor.elementCount());
    }
}
