package org.quantoscope.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.map.MapTensors;

import java.util.List;

class LayerGridTest {
    @Test
    void layersGoDownAndRolesAcrossInTheOrderOfAForwardPass() {
        LayerGrid layout =
                LayerGrid.of(
                        List.of(
                                MapTensors.matrix("down", 10, 4),
                                MapTensors.matrix("q", 10, 4),
                                MapTensors.matrix("q", 2, 4)));
        assertThat(layout.layers()).containsExactly(2, 10);
        assertThat(layout.columns()).containsExactly("q", "down");
        assertThat(layout.places())
                .extracting(LayerGrid.Place::row, LayerGrid.Place::column)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(0, 0),
                        org.assertj.core.groups.Tuple.tuple(1, 0),
                        org.assertj.core.groups.Tuple.tuple(1, 1));
    }

    @Test
    void expertsOfOneLayerShareACell() {
        TensorInfo one = MapTensors.named("layers.0.experts.0.up", "up", 0, 4);
        TensorInfo two = MapTensors.named("layers.0.experts.1.up", "up", 0, 4);
        LayerGrid layout = LayerGrid.of(List.of(one, two));
        assertThat(layout.places()).hasSize(1);
        assertThat(layout.places().getFirst().tensors()).containsExactly(one, two);
    }

    @Test
    void whatNoBlockHoldsHasARowOfItsOwnBelow() {
        LayerGrid layout =
                LayerGrid.of(
                        List.of(
                                MapTensors.matrix("embedding", -1, 4),
                                MapTensors.matrix("q", 0, 4),
                                MapTensors.matrix("head", -1, 4)));
        assertThat(layout.hasOutside()).isTrue();
        assertThat(layout.columns()).containsExactly("q");
        assertThat(layout.width()).isEqualTo(2);
        assertThat(layout.places().stream().filter(layout::isOutside))
                .extracting(LayerGrid.Place::role)
                .containsExactly("embedding", "head");
    }

    @Test
    void biasesAreNotMixedWithMatricesOfUnknownRole() {
        LayerGrid layout =
                LayerGrid.of(
                        List.of(
                                MapTensors.matrix("other", 0, 4),
                                MapTensors.vector("layers.0.bias", "other", 0)));
        assertThat(layout.columns()).containsExactly("other", "vector");
    }

    @Test
    void aCheckpointWithoutBlocksIsAllOutside() {
        LayerGrid layout = LayerGrid.of(List.of(MapTensors.matrix("other", -1, 4)));
        assertThat(layout.layers()).isEmpty();
        assertThat(layout.hasOutside()).isTrue();
        assertThat(LayerGrid.of(List.of()).hasOutside()).isFalse();
    }
}
