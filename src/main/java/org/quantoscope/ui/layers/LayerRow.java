package org.quantoscope.ui.layers;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.recipe.Recipe;
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

    private final ObjectProperty<RowFigures> held = new SimpleObjectProperty<>(RowFigures.UNKNOWN);

    private final int place;
    private final boolean outside;

    private LayerRow(
            String name,
            @Nullable TensorInfo tensor,
            List<LayerRow> members,
            int place,
            boolean outside) {
        this.name = name;
        this.place = place;
        this.outside = outside;
        this.tensor = tensor;
        this.members = members;
    }

    /**
     * @param place in the model's order
     */
    static LayerRow of(String name, TensorInfo tensor, int place) {
        return new LayerRow(name, tensor, List.of(), place, false);
    }

    /**
     * @param place in the model's order
     */
    static LayerRow block(String name, List<LayerRow> members, int place) {
        return new LayerRow(name, null, List.copyOf(members), place, false);
    }

    /** The line for all tensors that no block holds. */
    static LayerRow outside(String name, List<LayerRow> members) {
        return new LayerRow(name, null, List.copyOf(members), Integer.MAX_VALUE, true);
    }

    /** Its place among its neighbours in the model's order. */
    int place() {
        return place;
    }

    /** Whether it stands for what no block holds. */
    boolean isOutside() {
        return outside;
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

    /** Figures of the recipe that is held beside. */
    ObjectProperty<RowFigures> held() {
        return held;
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

    void showHeld(Optional<TensorOutcome> outcome) {
        held.set(outcome.map(RowFigures::of).orElse(RowFigures.UNKNOWN));
    }

    /** Marks figures that are not of this recipe. */
    void markStale(Recipe recipe) {
        RowFigures shown = figures.get();
        if (tensor != null) {
            figures.set(shown.withStale(shown.isStaleFor(recipe.specFor(tensor))));
        }
    }

    /** Brings a block's figures up to its members'. */
    void sumUp() {
        figures.set(RowFigures.sum(members.stream().map(member -> member.figures.get()).toList()));
        held.set(RowFigures.sum(members.stream().map(member -> member.held.get()).toList()));
    }

    @Override
    public String toString() {
        return name;
    }
}
