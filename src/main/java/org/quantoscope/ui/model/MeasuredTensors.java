package org.quantoscope.ui.model;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.LayerAnalyzer;
import org.quantoscope.analysis.MeasuredTensor;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorSource;
import org.quantoscope.work.Cancellation;

import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stage A of the tensors of one open model, each measured once.
 *
 * <p>Safe for any thread. Measurements are about a megabyte each and are given up when memory gets
 * scarce.
 */
final class MeasuredTensors {
    private final TensorSource source;
    private final LayerAnalyzer analyzer;
    private final Map<String, SoftReference<MeasuredTensor>> known = new ConcurrentHashMap<>();

    MeasuredTensors(TensorSource source, LayerAnalyzer analyzer) {
        this.source = source;
        this.analyzer = analyzer;
    }

    MeasuredTensor get(TensorInfo tensor, int bins, Cancellation cancellation) {
        SoftReference<MeasuredTensor> reference = known.get(tensor.name());
        @Nullable MeasuredTensor measured = reference == null ? null : reference.get();
        if (measured == null) {
            measured = analyzer.measure(source.view(tensor), bins, cancellation);
        } else if (needsRebinning(measured, bins)) {
            measured = analyzer.rebin(measured, bins, cancellation);
        } else {
            return measured;
        }
        known.put(tensor.name(), new SoftReference<>(measured));
        return measured;
    }

    private static boolean needsRebinning(MeasuredTensor measured, int bins) {
        int has = measured.stats().histogram().counts().length;
        return has != bins && measured.stats().min() < measured.stats().max();
    }
}
