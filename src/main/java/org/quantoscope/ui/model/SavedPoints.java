package org.quantoscope.ui.model;

import org.quantoscope.analysis.TradeOff;
import org.quantoscope.session.SavedTradeOff;
import org.quantoscope.tensor.TensorInfo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Points of a trade-off on their way into a session and out of it again. */
final class SavedPoints {
    private SavedPoints() {}

    static SavedTradeOff of(TradeOffResult result, Optional<SavedTradeOff.Budget> budget) {
        TradeOff points = result.tradeOff();
        return new SavedTradeOff(
                result.base(),
                result.grid(),
                result.wholeModel(),
                points.bins(),
                points.tensors().stream().map(SavedPoints::told).toList(),
                points.refused().stream()
                        .map(it -> new SavedTradeOff.Refused(it.tensor().name(), it.message()))
                        .toList(),
                points.lines(),
                result.scoredOn(),
                budget);
    }

    private static SavedTradeOff.Tensor told(TensorInfo tensor) {
        return new SavedTradeOff.Tensor(
                tensor.name(), tensor.encoding() + " " + tensor.shape(), tensor.elementCount());
    }

    /** The points of a session, where the checkpoint still holds what they are about. */
    static Optional<TradeOffResult> in(CheckpointSession session, SavedTradeOff saved) {
        Map<String, TensorInfo> byName = new HashMap<>();
        session.tensors().forEach(tensor -> byName.put(tensor.name(), tensor));
        List<TensorInfo> tensors = new ArrayList<>();
        for (SavedTradeOff.Tensor tensor : saved.tensors()) {
            TensorInfo found = byName.get(tensor.name());
            if (found == null || !told(found).equals(tensor)) {
                return Optional.empty();
            }
            tensors.add(found);
        }
        List<TradeOff.Refused> refused = new ArrayList<>();
        for (SavedTradeOff.Refused each : saved.refused()) {
            TensorInfo found = byName.get(each.tensor());
            if (found == null) {
                return Optional.empty();
            }
            refused.add(new TradeOff.Refused(found, each.message()));
        }
        return Optional.of(
                new TradeOffResult(
                        session,
                        saved.base(),
                        saved.grid(),
                        saved.wholeModel(),
                        new TradeOff(saved.bins(), tensors, refused, saved.lines()),
                        saved.scoredOn()));
    }
}
