package org.quantoscope.analysis;

import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.tensor.TensorInfo;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/**
 * What many specifications cost and lose on the same tensors: error against stored bits.
 *
 * <p>Immutable, without histograms, so that thousands of points weigh little.
 *
 * @param bins number of histogram bins behind every weight KL
 * @param tensors the tensors that every point is about
 * @param refused tensors that some specification could not quantize; left out of all points
 * @param lines families of points
 */
public record TradeOff(
        int bins, List<TensorInfo> tensors, List<Refused> refused, List<Line> lines) {

    public TradeOff {
        tensors = List.copyOf(tensors);
        refused = List.copyOf(refused);
        lines = List.copyOf(lines);
    }

    /** Whether some point comes from some rows only. */
    public boolean isEstimate() {
        return lines.stream().flatMap(line -> line.points().stream()).anyMatch(Point::estimate);
    }

    /** Number of points over all lines. */
    public long pointCount() {
        return lines.stream().mapToLong(line -> line.points().size()).sum();
    }

    /**
     * NMSE of the control at the same stored bits: log-linear between the two nearest points of its
     * front.
     *
     * <p>Empty where the control has no point on both sides, for then nothing fair can be said.
     */
    public OptionalDouble controlNmseAt(double bitsStored) {
        List<Cost> control =
                Pareto.front(
                        lines.stream()
                                .filter(Line::control)
                                .flatMap(line -> line.points().stream())
                                .map(Point::model)
                                .toList(),
                        Cost::bitsStored,
                        Cost::nmse);
        for (int i = 1; i < control.size(); i++) {
            Cost fewer = control.get(i - 1);
            Cost more = control.get(i);
            if (fewer.bitsStored() <= bitsStored && bitsStored <= more.bitsStored()) {
                double gap = more.bitsStored() - fewer.bitsStored();
                double part = gap == 0 ? 0 : (bitsStored - fewer.bitsStored()) / gap;
                // Beside a point without error, on weights that lie on its grid, there is no line.
                return fewer.nmse() == 0 || more.nmse() == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(
                                Math.pow(fewer.nmse(), 1 - part) * Math.pow(more.nmse(), part));
            }
        }
        return OptionalDouble.empty();
    }

    /** By how many dB a point's error lies below the control's at equal stored bits. */
    public OptionalDouble gainDb(Point point) {
        OptionalDouble control = controlNmseAt(point.model().bitsStored());
        return control.isPresent()
                ? OptionalDouble.of(10 * Math.log10(control.getAsDouble() / point.model().nmse()))
                : control;
    }

    /** The same trade-off with every point changed. */
    public TradeOff mapped(UnaryOperator<Point> change) {
        return new TradeOff(
                bins,
                tensors,
                refused,
                lines.stream()
                        .map(line ->
                                new Line(
                                        line.name(),
                                        line.control(),
                                        line.points().stream().map(change).toList()))
                        .toList());
    }

    /**
     * A tensor that cannot be quantized as asked.
     *
     * @param message one line that names the tensor and says what to do
     */
    public record Refused(TensorInfo tensor, String message) {}

    /**
     * Points that belong together, for example one width at growing α.
     *
     * @param name for people
     * @param control whether it is the plain method that the others are held against
     * @param points in the order of the specifications
     */
    public record Line(String name, boolean control, List<Point> points) {
        public Line {
            points = List.copyOf(points);
        }
    }

    /**
     * One specification.
     *
     * @param spec which
     * @param model over all tensors: sums of bytes and squared errors, weight KL averaged over
     *     weights
     * @param tensors one per tensor, in order
     * @param estimate whether some of it comes from some rows only
     */
    public record Point(QuantizationSpec spec, Cost model, List<Cost> tensors, boolean estimate) {
        public Point {
            tensors = List.copyOf(tensors);
        }

        /** The same point with what running the model found. */
        public Point with(Prediction prediction) {
            return with(Optional.of(prediction));
        }

        /** The same point with what running the model found, or without. */
        public Point with(Optional<Prediction> prediction) {
            return new Point(spec, model.with(prediction), tensors, estimate);
        }
    }

    /**
     * How well the model under a specification predicts a text.
     *
     * @param perplexity exp of the mean negative log-likelihood
     * @param perplexityError one standard error of it
     * @param logitKl mean KL of its predictions from the original's, nats
     */
    public record Prediction(double perplexity, double perplexityError, double logitKl) {}

    /**
     * Bits and error of one specification.
     *
     * @param weights number of weights
     * @param alphaAchieved share of them that is salient
     * @param storedBytes bytes in our own package
     * @param bitsStored those as bits per weight
     * @param bitsPaper b + 32/g + α·log2 g (method.md §4)
     * @param mse mean squared error
     * @param nmse Σ(ŵ−w)²/Σw²
     * @param sqnrDb −10·log10(nmse), in dB
     * @param weightKl between the weight histograms, in nats
     * @param sumSquares Σw² of the original
     * @param prediction how well the model predicts a text; only over all tensors, and only where
     *     it was run
     */
    public record Cost(
            long weights,
            double alphaAchieved,
            long storedBytes,
            double bitsStored,
            double bitsPaper,
            double mse,
            double nmse,
            double sqnrDb,
            double weightKl,
            double sumSquares,
            Optional<Prediction> prediction) {

        /** Of tensors, or of a model that was not run. */
        public Cost(
                long weights,
                double alphaAchieved,
                long storedBytes,
                double bitsStored,
                double bitsPaper,
                double mse,
                double nmse,
                double sqnrDb,
                double weightKl,
                double sumSquares) {
            this(
                    weights,
                    alphaAchieved,
                    storedBytes,
                    bitsStored,
                    bitsPaper,
                    mse,
                    nmse,
                    sqnrDb,
                    weightKl,
                    sumSquares,
                    Optional.empty());
        }

        Cost with(Optional<Prediction> made) {
            return new Cost(
                    weights,
                    alphaAchieved,
                    storedBytes,
                    bitsStored,
                    bitsPaper,
                    mse,
                    nmse,
                    sqnrDb,
                    weightKl,
                    sumSquares,
                    made);
        }

        /**
         * Over several tensors: sums of bytes and squared errors, the rest averaged over weights.
         */
        public static Cost over(List<Cost> costs) {
            CostSums sums = new CostSums();
            costs.forEach(sums::add);
            return sums.sum();
        }

        /** The same rates for another number of weights, for an estimate from some rows. */
        Cost scaledTo(long count) {
            double factor = weights == 0 ? 1 : (double) count / weights;
            return new Cost(
                    count,
                    alphaAchieved,
                    Math.round(storedBytes * factor),
                    bitsStored,
                    bitsPaper,
                    mse,
                    nmse,
                    sqnrDb,
                    weightKl,
                    sumSquares * factor);
        }

        public static Cost of(LayerReport report) {
            return new Cost(
                    report.tensor().elementCount(),
                    report.salience().achieved(),
                    report.size().bytes(),
                    report.bitsStored(),
                    report.bitsPaper(),
                    report.error().mse(),
                    report.error().nmse(),
                    report.error().sqnrDb(),
                    report.divergence().weightKl(),
                    report.stats().sumSquares());
        }
    }
}
