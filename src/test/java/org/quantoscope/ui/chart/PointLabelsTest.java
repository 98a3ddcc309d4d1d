package org.quantoscope.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/** Texts beside points cover nothing and are never cut off. */
class PointLabelsTest {
    private static final Rectangle2D AREA = new Rectangle2D.Double(0, 0, 400, 300);
    private static final Point2D MIDDLE = new Point2D.Double(200, 150);

    @Test
    void standsBelowLeftWhereThereIsRoom() {
        Rectangle2D place = place(MIDDLE, List.of(), List.of()).orElseThrow();
        assertThat(place.getMaxX()).isLessThan(200);
        assertThat(place.getMinY()).isGreaterThan(150);
    }

    @Test
    void staysInsideAtTheLeftEdge() {
        Rectangle2D place = place(new Point2D.Double(5, 150), List.of(), List.of()).orElseThrow();
        assertThat(AREA.contains(place)).isTrue();
    }

    @Test
    void isNotCrossedByAnotherLine() {
        Line2D through = new Line2D.Double(100, 300, 250, 100);
        Rectangle2D place = place(MIDDLE, List.of(through), List.of()).orElseThrow();
        assertThat(through.intersects(place)).isFalse();
    }

    @Test
    void leavesOutATextThatHasNoRoom() {
        Rectangle2D mark = new Rectangle2D.Double(100, 50, 200, 200);
        assertThat(place(MIDDLE, List.of(), List.of(mark))).isEmpty();
    }

    private static Optional<Rectangle2D> place(
            Point2D at, List<Line2D> lines, List<Rectangle2D> taken) {
        return PointLabels.place(at, 30, 12, AREA, lines, taken);
    }
}
