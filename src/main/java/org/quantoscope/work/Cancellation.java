package org.quantoscope.work;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A wish to stop, shared by the one who may utter it and the workers that ask for it now and then.
 *
 * <p>Once cancelled it stays cancelled; any thread may call any method.
 */
public final class Cancellation {
    private final AtomicBoolean cancelled = new AtomicBoolean();

    /** A token for work that nobody will cancel. */
    public static Cancellation none() {
        return new Cancellation();
    }

    public void cancel() {
        cancelled.set(true);
    }

    public boolean isCancelled() {
        return cancelled.get();
    }

    /**
     * Returns if the work may go on.
     *
     * @throws CancellationException if it should stop
     */
    public void check() {
        if (isCancelled()) {
            throw new CancellationException("cancelled");
        }
    }
}
