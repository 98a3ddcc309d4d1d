package org.quantoscope.cli;

import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.report.Figures;
import org.quantoscope.work.Progress;

import java.io.PrintWriter;
import java.util.function.LongSupplier;

/**
 * One line on a terminal that tells how far a job is, how fast, and how long it will take;
 * rewritten in place, wiped at the end, never written where nobody watches.
 */
final class ProgressLine implements Progress, AutoCloseable {
    private static final long REDRAW_NANOS = 100_000_000;
    private static final int WIDTH = 78;

    private final PrintWriter out;
    private final boolean shown;
    private final String unit;
    private final LongSupplier nanoClock;
    private final long startNanos;
    private long drawnNanos;
    private boolean dirty;

    /**
     * @param unit what is counted: {@code w} for weights, {@code B} for bytes
     * @param shown whether somebody watches {@code out}
     */
    ProgressLine(PrintWriter out, boolean shown, String unit) {
        this(out, shown, unit, System::nanoTime);
    }

    ProgressLine(PrintWriter out, boolean shown, String unit, LongSupplier nanoClock) {
        this.out = out;
        this.shown = shown;
        this.unit = unit;
        this.nanoClock = nanoClock;
        this.startNanos = nanoClock.getAsLong();
        this.drawnNanos = startNanos;
    }

    @Override
    public synchronized void update(long done, long total, String what) {
        long now = nanoClock.getAsLong();
        if (!shown || now - drawnNanos < REDRAW_NANOS) {
            return;
        }
        drawnNanos = now;
        dirty = true;
        out.print("\r" + fitted(text(done, total, what, (now - startNanos) / 1e9)));
        out.flush();
    }

    private String text(long done, long total, String what, double seconds) {
        double rate = done / Math.max(seconds, 1e-9);
        double left = rate > 0 ? (total - done) / rate : 0;
        return String.format(
                "%3d %%  %s/s  %s left  %s",
                Math.round(100.0 * done / Math.max(1, total)),
                Figures.siPrefixed(rate, unit),
                Figures.duration(left),
                MalformedCheckpointException.printable(what));
    }

    private static String fitted(String text) {
        return text.length() > WIDTH
                ? text.substring(0, WIDTH - 1) + "…"
                : text + " ".repeat(WIDTH - text.length());
    }

    /** Wipes the line. */
    @Override
    public synchronized void close() {
        if (dirty) {
            out.print("\r" + " ".repeat(WIDTH) + "\r");
            out.flush();
            dirty = false;
        }
    }
}
