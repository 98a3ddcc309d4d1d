package org.quantoscope.ui.model;

import org.quantoscope.work.Progress;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Progress of many workers, handed to the screen a few times a second. */
final class ScreenProgress implements Progress {
    private static final long INTERVAL_NANOS = 60_000_000;

    private final Executor screen;
    private final Consumer<SweepProgress> listener;
    private final long begin = System.nanoTime();
    private final AtomicLong next = new AtomicLong(begin);

    ScreenProgress(Executor screen, Consumer<SweepProgress> listener) {
        this.screen = screen;
        this.listener = listener;
    }

    @Override
    public void update(long done, long total, String what) {
        long now = System.nanoTime();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + INTERVAL_NANOS)) {
            SweepProgress news = new SweepProgress(done, total, what, (now - begin) / 1e9);
            screen.execute(() -> listener.accept(news));
        }
    }
}
