package org.quantoscope.ui.chart;

import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.NumberTickUnitSource;
import org.jfree.chart.axis.TickUnits;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.Range;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;

/**
 * Axes that return to a range set from outside instead of one found from the data.
 *
 * <p>So they hold still while curves move, and a user's zoom holds until it is reset.
 */
final class HomeAxes {
    /** Of the home range, what zooming in still shows. */
    private static final double SMALLEST_PART = 1e-5;

    private HomeAxes() {}

    /** An axis with a home range. */
    interface Home {
        /** Sets the range to return to; shown at once unless the user has zoomed. */
        void setHome(Range range);

        /** Returns to the home range. */
        void goHome();
    }

    /** A linear axis. */
    static final class Linear extends NumberAxis implements Home {
        private static final long serialVersionUID = 1L;
        private Range home = new Range(0, 1);

        Linear(String label) {
            super(label);
            setStandardTickUnits(new NumberTickUnitSource(false, counts()));
        }

        /** For weights: plain digits as the tick unit needs them. */
        static Linear ofWeights(String label) {
            Linear axis = new Linear(label);
            axis.setStandardTickUnits(NumberAxis.createStandardTickUnits(Locale.ROOT));
            return axis;
        }

        /** For rows and columns: whole numbers. */
        static Linear ofPlaces(String label) {
            Linear axis = new Linear(label);
            axis.setStandardTickUnits(new NumberTickUnitSource(true, counts()));
            return axis;
        }

        @Override
        public void setHome(Range range) {
            home = range;
            if (isAutoRange()) {
                autoAdjustRange();
            }
        }

        /**
         * Scales the range around a value that stays in place; beyond the home range there is
         * nothing to see, so that is where it ends.
         */
        void zoomAround(double centre, double factor) {
            double lower = centre - (centre - getLowerBound()) * factor;
            double upper = centre + (getUpperBound() - centre) * factor;
            lower = Math.max(lower, home.getLowerBound());
            upper = Math.min(upper, home.getUpperBound());
            if (lower <= home.getLowerBound() && upper >= home.getUpperBound()) {
                goHome();
            } else if (upper - lower > home.getLength() * SMALLEST_PART) {
                setRange(lower, upper);
            }
        }

        /** Moves the range by a part of its length, as far as there is something to see. */
        void panBy(double part) {
            moveBy(part * getRange().getLength());
        }

        /** Moves the range so far that it shows a value; says whether it had to. */
        boolean reveal(double value) {
            double nearest = getRange().constrain(value);
            return nearest != value && moveBy(value - nearest);
        }

        private boolean moveBy(double wanted) {
            double by = Math.max(wanted, home.getLowerBound() - getLowerBound());
            by = Math.min(by, home.getUpperBound() - getUpperBound());
            boolean moves = by != 0 && !isAutoRange();
            if (moves) {
                setRange(getLowerBound() + by, getUpperBound() + by);
            }
            return moves;
        }

        @Override
        public void goHome() {
            setAutoRange(true);
        }

        @Override
        protected void autoAdjustRange() {
            if (home != null) {
                setRange(home, false, true);
            }
        }
    }

    /** A logarithmic axis of counts. */
    static final class Logarithmic extends LogAxis implements Home {
        private static final long serialVersionUID = 1L;
        private Range home = new Range(0.5, 10);

        Logarithmic(String label) {
            super(label);
            setSmallestValue(0.1);
            setStandardTickUnits(decades());
            setMinorTickMarksVisible(true);
        }

        @Override
        public void setHome(Range range) {
            home = range;
            if (isAutoRange()) {
                autoAdjustRange();
            }
        }

        @Override
        @SuppressWarnings("rawtypes") // the library's own signature
        public List refreshTicks(
                Graphics2D g2, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
            return DecadeTicks.between(
                    Math.log10(getRange().getLowerBound()),
                    Math.log10(getRange().getUpperBound()),
                    at -> Math.pow(10, at),
                    counts()::format);
        }

        @Override
        public void goHome() {
            setAutoRange(true);
        }

        @Override
        protected void autoAdjustRange() {
            if (home != null) {
                setRange(home, false, true);
            }
        }
    }

    /** Ticks at powers of ten and nowhere else. */
    private static TickUnits decades() {
        TickUnits units = new TickUnits();
        units.add(new NumberTickUnit(1, counts(), 9));
        units.add(new NumberTickUnit(2, counts(), 2));
        return units;
    }

    private static DecimalFormat counts() {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        symbols.setGroupingSeparator('\u202f');
        return new DecimalFormat("#,##0.##", symbols);
    }
}
