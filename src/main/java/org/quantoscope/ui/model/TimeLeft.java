package org.quantoscope.ui.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * Tells how long a job will still take, once that has become steady: what is expected of the whole
 * has moved little for a few seconds. Before, a guess would jump from minutes to seconds and back.
 */
public final class TimeLeft {
    private static final double WATCHED_SECONDS = 3;
    private static final double MOST_CHANGE = 1.35;

    private final Deque<Expected> lately = new ArrayDeque<>();
    private long total;

    /** What the whole was expected to take, after some seconds of it. */
    private record Expected(double seconds, double whole) {}

    /** Seconds left, if that can be told, of the job whose progress came before. */
    public OptionalDouble after(SweepProgress now) {
        if (now.total() != total
                || lately.isEmpty()
                || now.seconds() < lately.getLast().seconds()) {
            lately.clear();
            total = now.total();
        }
        double left = now.secondsLeft();
        if (Double.isFinite(left)) {
            lately.addLast(new Expected(now.seconds(), now.seconds() + left));
        }
        while (lately.size() > 2 && now.seconds() - secondOf(lately).seconds() >= WATCHED_SECONDS) {
            lately.removeFirst();
        }
        return isSteady(now) ? OptionalDouble.of(left) : OptionalDouble.empty();
    }

    private static Expected secondOf(Deque<Expected> deque) {
        var items = deque.iterator();
        items.next();
        return items.next();
    }

    private boolean isSteady(SweepProgress now) {
        if (lately.isEmpty() || now.seconds() - lately.getFirst().seconds() < WATCHED_SECONDS) {
            return false;
        }
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (Expected each : lately) {
            least = Math.min(least, each.whole());
            most = Math.max(most, each.whole());
        }
        return most <= MOST_CHANGE * least;
    }
}
