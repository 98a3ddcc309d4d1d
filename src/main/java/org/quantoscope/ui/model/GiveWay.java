package org.quantoscope.ui.model;

import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Lets previews have the processors before long work goes on, but not for ever. */
final class GiveWay {
    private static final int MOST_NAPS = 2500;
    private static final long NAP_NANOS = 2_000_000;

    private final BooleanSupplier busy;

    /**
     * @param busy whether a preview is being computed; asked from the thread that works
     */
    GiveWay(BooleanSupplier busy) {
        this.busy = busy;
    }

    /**
     * Returns when the preview has ended, or after some seconds.
     *
     * @throws java.util.concurrent.CancellationException if cancelled meanwhile
     */
    void pause(Cancellation cancellation) {
        for (int i = 0; i < MOST_NAPS && busy.getAsBoolean(); i++) {
            cancellation.check();
            LockSupport.parkNanos(NAP_NANOS);
        }
        cancellation.check();
    }

    /** Pauses whenever the work tells how far it is, which it must do on its own thread. */
    Progress around(Progress progress, Cancellation cancellation) {
        return (done, total, what) -> {
            pause(cancellation);
            progress.update(done, total, what);
        };
    }
}
