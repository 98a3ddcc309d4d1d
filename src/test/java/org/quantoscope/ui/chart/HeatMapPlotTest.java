package org.quantoscope.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

class HeatMapPlotTest {
    private static final Rectangle2D AREA = new Rectangle2D.Double(40, 20, 600, 500);
    private static final HeatMapData.Legend LEGEND =
            new HeatMapData.Legend(
                    "SQNR, dB", Double::toString, "kept", "unknown", "{0} below", "{0} above");

    private final HeatMapPlot plot = new HeatMapPlot();

    @BeforeEach
    void show() {
        plot.show(map(100), new HeatScale(0, 50, HeatScale.Spacing.LINEAR, false), Set.of(3));
    }

    @Test
    void findsEveryCellWhereItIsDrawn() {
        for (int cell = 0; cell < plot.data().cells().size(); cell++) {
            Rectangle2D place = plot.place(cell, AREA);
            assertThat(plot.cellAt(place.getCenterX(), place.getCenterY(), AREA)).isEqualTo(cell);
        }
    }

    @Test
    void cellsFillTheAreaWithoutGapsBetweenLayers() {
        assertThat(plot.place(0, AREA).getMinX()).isCloseTo(AREA.getMinX(), within(1e-6));
        assertThat(plot.place(0, AREA).getMaxY())
                .isCloseTo(plot.place(2, AREA).getMinY(), within(1e-6));
    }

    @Test
    void whatStandsApartHasRoomForItsNameHoweverThinTheLayersAre() {
        Rectangle2D apart = plot.place(200, AREA);
        Rectangle2D layer = plot.place(0, AREA);
        assertThat(layer.getHeight()).isLessThan(5);
        assertThat(apart.getHeight()).isGreaterThan(15);
        assertThat(apart.getMaxY()).isCloseTo(AREA.getMaxY(), within(1e-6));
    }

    @Test
    void saysWhatLiesOutsideItsScale(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("map.svg");
        FramedChart.draw(plot, "model", "SQNR", Palette.LIGHT, file).write();
        String svg = Files.readString(file);
        assertThat(svg).contains("50 above").doesNotContain("below").contains("SQNR, dB");
        assertThat(svg).contains("outside").contains("embedding");
    }

    @Test
    void aCellOfTwoHasTheColoursOfBoth(@TempDir Path folder) throws IOException {
        HeatScale scale = new HeatScale(0, 50, HeatScale.Spacing.LINEAR, false);
        HeatMapData.Cell left =
                new HeatMapData.Cell(0, 0, HeatMapData.Kind.VALUE, 0, false, "")
                        .with(new HeatMapData.Cell(0, 0, HeatMapData.Kind.VALUE, 49, false, ""));
        plot.show(
                new HeatMapData(List.of("q"), "layer", List.of("0"), 1, List.of(left), LEGEND),
                scale,
                Set.of());
        Path file = folder.resolve("map.svg");
        FramedChart.draw(plot, "model", "", Palette.LIGHT, file).write();
        String svg = Files.readString(file);
        for (double value : new double[] {0, 49}) {
            java.awt.Color color = scale.color(value, Palette.LIGHT);
            assertThat(svg)
                    .contains(
                            "rgb(%d,%d,%d)"
                                    .formatted(color.getRed(), color.getGreen(), color.getBlue()));
        }
    }

    /** Two columns of 100 layers with values 0 … 99 in the first, kept in the second. */
    private static HeatMapData map(int layers) {
        List<HeatMapData.Cell> cells = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < layers; row++) {
            rows.add(Integer.toString(row));
            double value = row < 50 ? row : row + 1;
            cells.add(new HeatMapData.Cell(row, 0, HeatMapData.Kind.VALUE, value, false, ""));
            cells.add(new HeatMapData.Cell(row, 1, HeatMapData.Kind.KEPT, Double.NaN, false, ""));
        }
        rows.add("outside");
        cells.add(
                new HeatMapData.Cell(
                        layers, 0, HeatMapData.Kind.UNKNOWN, Double.NaN, false, "embedding"));
        return new HeatMapData(List.of("q", "k"), "layer", rows, layers, cells, LEGEND);
    }
}
