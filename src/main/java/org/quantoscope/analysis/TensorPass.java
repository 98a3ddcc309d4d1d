package org.quantoscope.analysis;

import org.quantoscope.kernel.BinCounts;
import org.quantoscope.kernel.BinEdges;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.QuantizedRow;
import org.quantoscope.quant.Salience;
import org.quantoscope.quant.SalientShare;
import org.quantoscope.quant.TensorQuantizer;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One pass over the rows of a tensor that measures any number of specifications (stage B). */
final class TensorPass implements TensorQuantizer.SliceSinks {
    private final Kernels kernels;
    private final MeasuredTensor measured;
    private final WorkerPool.Counter counter;
    private final List<TensorQuantizer.Setting> settings = new ArrayList<>();
    private final List<SpecMeasure> measures = new ArrayList<>();

    private TensorPass(Kernels kernels, MeasuredTensor measured, WorkerPool.Counter counter) {
        this.kernels = kernels;
        this.measured = measured;
        this.counter = counter;
    }

    /**
     * @param counter receives the weights of each slice as it ends, once per specification
     * @return one measure per specification, in order
     */
    static List<SpecMeasure> run(
            Kernels kernels,
            WorkerPool pool,
            MeasuredTensor measured,
            List<QuantizationSpec> specs,
            Cancellation cancellation,
            WorkerPool.Counter counter) {
        TensorQuantizer quantizer = new TensorQuantizer(kernels, pool);
        TensorPass pass = new TensorPass(kernels, measured, counter);
        pass.prepare(specs, quantizer.slices(measured.view()), cancellation);
        quantizer.quantize(measured.view(), pass.settings, cancellation, pass);
        return pass.measures;
    }

    private void prepare(List<QuantizationSpec> specs, int slices, Cancellation cancellation) {
        Map<SalientShare, Salience> saliences = new HashMap<>();
        Map<Float, SalientPlaces> places = new HashMap<>();
        for (QuantizationSpec spec : specs) {
            Salience salience =
                    saliences.computeIfAbsent(
                            spec.alpha(),
                            alpha -> measured.distribution().salience(alpha, cancellation));
            SalientPlaces ofThreshold =
                    places.computeIfAbsent(
                            salience.threshold(),
                            threshold ->
                                    new SalientPlaces(
                                            kernels, measured.distribution(), threshold, slices));
            settings.add(new TensorQuantizer.Setting(spec, salience));
            measures.add(new SpecMeasure(kernels, edges(), salience, ofThreshold, slices));
        }
    }

    private BinEdges edges() {
        return measured.stats().histogram().edges();
    }

    @Override
    public List<TensorQuantizer.RowSink> open(int slice) {
        List<TensorQuantizer.RowSink> sinks = new ArrayList<>();
        Map<SalientPlaces, SalientPlaces.Slice> open = new HashMap<>();
        BinCounts bins = new BinCounts(edges());
        for (SpecMeasure measure : measures) {
            SalientPlaces.Slice salient =
                    open.computeIfAbsent(measure.places(), places -> places.open(slice));
            sinks.add(new Counting(measure.open(slice, bins, salient)));
            bins = bins.another();
        }
        return sinks;
    }

    /** Reports the weights of a slice when it ends. */
    private final class Counting implements TensorQuantizer.RowSink {
        private final TensorQuantizer.RowSink sink;
        private long weights;

        Counting(TensorQuantizer.RowSink sink) {
            this.sink = sink;
        }

        @Override
        public void accept(long row, float[] original, QuantizedRow quantized) {
            sink.accept(row, original, quantized);
            weights += original.length;
        }

        @Override
        public void end() {
            sink.end();
            counter.add(weights, measured.view().info().name());
        }
    }
}
