package org.quantoscope.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class ThresholdMarksTest {
    @Test
    void wordsThatWouldBeCutOffAtTheBorderStandOnTheOtherSideOfTheirLine() {
        NumberAxis axis = new NumberAxis();
        XYPlot plot = new XYPlot(null, axis, new NumberAxis(), null);
        axis.setRange(-0.12, 1);
        ThresholdMarks.show(plot, Optional.of(0.1), Palette.LIGHT);
        ThresholdMarks.fit(plot, 500);
        assertThat(sides(plot))
                .containsExactly(RectangleAnchor.TOP_RIGHT, RectangleAnchor.TOP_RIGHT);
        axis.setRange(-1, 0.12);
        ThresholdMarks.fit(plot, 500);
        assertThat(sides(plot)).containsExactly(RectangleAnchor.TOP_LEFT, RectangleAnchor.TOP_LEFT);
        axis.setRange(-1, 1);
        ThresholdMarks.fit(plot, 500);
        assertThat(sides(plot))
                .containsExactly(RectangleAnchor.TOP_LEFT, RectangleAnchor.TOP_RIGHT);
    }

    @Test
    void wordsThatWouldMeetBetweenTheLinesStandOnTwoLines() {
        NumberAxis axis = new NumberAxis();
        XYPlot plot = new XYPlot(null, axis, new NumberAxis(), null);
        axis.setRange(-1, 1);
        ThresholdMarks.show(plot, Optional.of(0.5), Palette.LIGHT);
        ThresholdMarks.fit(plot, 300);
        assertThat(sides(plot))
                .containsExactly(RectangleAnchor.TOP_RIGHT, RectangleAnchor.TOP_LEFT);
        assertThat(tops(plot).getLast()).isGreaterThan(tops(plot).getFirst() + 11);
        ThresholdMarks.fit(plot, 500);
        assertThat(tops(plot).getLast()).isEqualTo(tops(plot).getFirst());
    }

    private static List<Double> tops(XYPlot plot) {
        List<Double> tops = new ArrayList<>();
        for (Object mark : plot.getDomainMarkers(Layer.FOREGROUND)) {
            tops.add(((ValueMarker) mark).getLabelOffset().getTop());
        }
        return tops;
    }

    private static List<RectangleAnchor> sides(XYPlot plot) {
        List<RectangleAnchor> sides = new ArrayList<>();
        for (Object mark : plot.getDomainMarkers(Layer.FOREGROUND)) {
            sides.add(((ValueMarker) mark).getLabelAnchor());
        }
        return sides;
    }
}
