package org.quantoscope.ui.model;

/**
 * How far a long job has come.
 *
 * @param done units finished
 * @param total units in all
 * @param what the item being worked on
 * @param seconds time spent
 */
public record SweepProgress(long done, long total, String what, double seconds) {
    public double fraction() {
        return total <= 0 ? 0 : Math.min(1, (double) done / total);
    }

    /** Units per second so far; 0 before there is anything to tell. */
    public double perSecond() {
        return seconds <= 0 ? 0 : done / seconds;
    }

    /** Estimated seconds left at this speed; infinite before there is anything to tell. */
    public double secondsLeft() {
        double speed = perSecond();
        return speed <= 0 ? Double.POSITIVE_INFINITY : (total - done) / speed;
    }
}
