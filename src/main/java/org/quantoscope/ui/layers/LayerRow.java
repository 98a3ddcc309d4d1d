package org.quantoscope.ui.layers;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.tensor.TensorInfo;

import java.util.List;
import java.util.Optional;

/** One line of the table: a tensor, or a block with the tensors in it. */
final class LayerRow {
    private final String name;
    private final @Nullable TensorInfo tensor;
    private final List<LayerRow> members;
    private final ObjectProperty<RowFigures> figures =
            new SimpleObjectProperty<>(RowFigures.UNKNOWN);

    private LayerRow(String name, @Nullable TensorInfo tensor, List<LayerRow> members) {
        this.name = name;
        this.tensor = tensor;
        this.members = members;
    }

    static LayerRow of(String name, TensorInfo tensor) {
        return new LayerRow(name, tensor, List.of());
    }

    static LayerRow block(String name, List<LayerRow> members) {
        return new LayerRow(name, null, List.copyOf(members));
    }

    String name() {
        return name;
    }

    Optional<TensorInfo> tensor() {
        return Optional.ofNullable(tensor);
    }

    List<LayerRow> members() {
        return members;
    }

    ObjectProperty<RowFigures> figures() {
        return figures;
    }

    /** Weights of the tensor, or of all tensors of the block. */
    long weights() {
        return tensor != null
                ? tensor.elementCount()
                : members.stream().mapToLong(LayerRow::weights).sum();
    }

    void show(TensorOutcome outcome) {
        figures.set(RowFigures.of(outcome));
    }

    /** Brings a block's figures up to its members'. */
    void sumUp() {
        figures.set(RowFigures.sum(members.stream().map(member -> member.figures.get()).toList()));
    }

    void forget() {
        figures.set(RowFigures.UNKNOWN);
    }
}
