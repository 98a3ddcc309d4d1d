package org.quantoscope.export;

import org.quantoscope.checkpoint.quantpack.PackedTensor;
import org.quantoscope.quant.PlacesEncoding;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SalientScope;
import org.quantoscope.tensor.TensorInfo;

/**
 * Bytes that a package will spend on a tensor, guessed without reading it.
 *
 * <p>Supposes that as many weights are salient as asked for, spread evenly: right within a few
 * percent for real weights. Codes and non-salient parameters, most of the bytes, are exact.
 */
final class SizeForecast {
    /** Rice-coded gaps take about 1.03 times the entropy (method.md §3). */
    private static final double RICE_OVERHEAD = 1.03;

    private SizeForecast() {}

    static long bytes(TensorInfo tensor, QuantizationSpec spec) {
        long weights = tensor.elementCount();
        int columns = Math.toIntExact(tensor.columns());
        long groups = tensor.rows() * spec.groupSize().groupsPerRow(columns);
        long salient = spec.alpha().of(weights);
        double share = (double) salient / weights;
        boolean perRow = spec.salientScope() == SalientScope.ROW;
        int scope = perRow ? columns : spec.groupSize().in(columns);
        double sets = perRow ? tensor.rows() : groups;
        double salientSets = Math.min(salient, sets * (1 - Math.pow(1 - share, scope)));
        PackedTensor withoutPlaces =
                new PackedTensor(
                        tensor.name(),
                        tensor.dtype(),
                        tensor.shape(),
                        tensor.transposed(),
                        spec,
                        0,
                        salient,
                        groups,
                        Math.round(salientSets),
                        PlacesEncoding.NONE,
                        0,
                        0);
        long bytes = withoutPlaces.streamBytes().values().stream().mapToLong(Long::longValue).sum();
        return bytes + Math.round(weights / 8.0 * Math.min(1, RICE_OVERHEAD * entropy(share)));
    }

    /** Bits per weight that the places of a share cost at least. */
    private static double entropy(double share) {
        return share <= 0 || share >= 1
                ? 0
                : -(share * Math.log(share) + (1 - share) * Math.log(1 - share)) / Math.log(2);
    }
}
