package org.quantoscope.analysis;

import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.tensor.TensorInfo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is known of every tensor under every specification while a trade-off is being measured: at
 * first perhaps estimates, then exact costs in their place.
 */
final class CostTable {
    private final List<TradeOffSweep.Family> families;
    private final List<QuantizationSpec> specs;
    private final Map<TensorInfo, Row> rows = new LinkedHashMap<>();
    private final List<TradeOff.Refused> refused = new ArrayList<>();
    private final boolean sampled;

    private static final class Row {
        private final TradeOff.Cost[] costs;
        private final boolean[] exact;
        private int known;

        Row(int specs) {
            costs = new TradeOff.Cost[specs];
            exact = new boolean[specs];
        }

        void set(int spec, TradeOff.Cost cost, boolean isExact) {
            known += costs[spec] == null ? 1 : 0;
            costs[spec] = cost;
            exact[spec] = isExact;
        }
    }

    /**
     * @param sampled whether what is set comes from some rows only
     */
    CostTable(
            List<TradeOffSweep.Family> families,
            List<QuantizationSpec> specs,
            List<TensorInfo> tensors,
            boolean sampled) {
        this.families = families;
        this.specs = specs;
        this.sampled = sampled;
        tensors.forEach(tensor -> rows.put(tensor, new Row(specs.size())));
    }

    /** Starts from the costs of an estimate, of the same families. */
    void startFrom(TradeOff estimate) {
        int spec = 0;
        for (TradeOff.Line line : estimate.lines()) {
            for (TradeOff.Point point : line.points()) {
                for (int i = 0; i < estimate.tensors().size(); i++) {
                    row(estimate.tensors().get(i)).set(spec, point.tensors().get(i), false);
                }
                spec++;
            }
        }
    }

    void set(TensorInfo tensor, int spec, TradeOff.Cost cost) {
        row(tensor).set(spec, cost, !sampled);
    }

    /** Leaves a tensor out of all points. */
    void refuse(TensorInfo tensor, String message) {
        rows.remove(tensor);
        refused.add(new TradeOff.Refused(tensor, message));
    }

    /** The points over the tensors of which something is known under every specification. */
    TradeOff tradeOff(int bins) {
        List<TensorInfo> tensors = new ArrayList<>();
        List<Row> known = new ArrayList<>();
        rows.forEach((tensor, row) -> {
            if (row.known == specs.size()) {
                tensors.add(tensor);
                known.add(row);
            }
        });
        List<TradeOff.Line> lines = new ArrayList<>();
        int next = 0;
        for (TradeOffSweep.Family family : families) {
            List<TradeOff.Point> points = new ArrayList<>();
            for (QuantizationSpec spec : family.specs()) {
                points.add(point(spec, next++, known));
            }
            lines.add(new TradeOff.Line(family.name(), family.control(), points));
        }
        return new TradeOff(bins, tensors, refused, lines);
    }

    private static TradeOff.Point point(QuantizationSpec spec, int number, List<Row> known) {
        List<TradeOff.Cost> costs = known.stream().map(row -> row.costs[number]).toList();
        boolean estimate = known.stream().anyMatch(row -> !row.exact[number]);
        return new TradeOff.Point(spec, TradeOff.Cost.over(costs), costs, estimate);
    }

    private Row row(TensorInfo tensor) {
        return Objects.requireNonNull(rows.get(tensor), tensor.name());
    }
}
