package org.quantoscope.ui.model;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Work of seconds or minutes that the user asked for: one job at a time, the others wait in line;
 * the status line shows the first and stops it.
 *
 * <p>All methods belong to the thread that owns the screen.
 */
public final class Jobs {
    /** Unit of progress of most work. */
    public static final String WEIGHTS = "w";

    private final Workers workers;
    private final Consumer<Notice> notices;
    private final ReadOnlyObjectWrapper<Optional<Running>> running =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final Deque<Job> line = new ArrayDeque<>();

    /**
     * What the status line shows.
     *
     * @param words what is being done, for people
     * @param unit of its progress, for people
     * @param waiting how many jobs stand in line behind it
     */
    public record Running(String words, String unit, SweepProgress progress, int waiting) {}

    /** The work itself, away from the screen. */
    @FunctionalInterface
    public interface Work {
        /**
         * @return what to do on the screen's thread with the result
         * @throws CancellationException if cancelled
         */
        Runnable run(Cancellation cancellation, Progress progress) throws IOException;
    }

    private record Job(
            String words, String unit, String subject, Work work, Cancellation cancellation) {}

    Jobs(Workers workers, Consumer<Notice> notices) {
        this.workers = workers;
        this.notices = notices;
    }

    /** The job that runs. */
    public ReadOnlyObjectProperty<Optional<Running>> runningProperty() {
        return running.getReadOnlyProperty();
    }

    /**
     * Does the work when those before it have ended.
     *
     * @param words what is being done, for people
     * @param subject the file or tensor that a failure is told of
     * @return takes the job out of the line, or stops it where it runs
     */
    public Runnable start(String words, String subject, Work work) {
        return start(words, WEIGHTS, subject, work);
    }

    /**
     * The same for work that does not count weights.
     *
     * @param unit what its progress counts, for people
     */
    Runnable start(String words, String unit, String subject, Work work) {
        Job job = new Job(words, unit, subject, work, new Cancellation());
        line.add(job);
        if (line.size() == 1) {
            begin(job);
        } else {
            running.get().ifPresent(it -> show(line.getFirst(), it.progress()));
        }
        return () -> cancel(job);
    }

    /** Stops the job that runs. */
    public void cancel() {
        if (!line.isEmpty()) {
            cancel(line.getFirst());
        }
    }

    /** Stops the job that runs, and forgets those that wait. */
    public void cancelAll() {
        while (line.size() > 1) {
            line.removeLast();
        }
        cancel();
    }

    private void cancel(Job job) {
        job.cancellation().cancel();
        if (!line.isEmpty() && line.getFirst() != job) {
            line.remove(job);
        }
    }

    private void begin(Job job) {
        show(job, new SweepProgress(0, 1, "", 0));
        ScreenProgress progress =
                new ScreenProgress(
                        workers.screen(),
                        news -> {
                            if (!line.isEmpty() && line.getFirst() == job) {
                                show(job, news);
                            }
                        });
        workers.jobs()
                .execute(() -> {
                    Runnable end = ended(job, progress);
                    workers.screen().execute(() -> finish(end));
                });
    }

    private void show(Job job, SweepProgress progress) {
        running.set(Optional.of(new Running(job.words(), job.unit(), progress, line.size() - 1)));
    }

    private Runnable ended(Job job, Progress progress) {
        try {
            // A job cancelled before it began is told so too: it may have promised an end.
            return job.work().run(job.cancellation(), progress);
        } catch (CancellationException e) {
            return () -> {};
        } catch (IOException | RuntimeException | InternalError | OutOfMemoryError e) {
            String text = FailureText.of(e, job.subject());
            return () -> notices.accept(Notice.error(text));
        }
    }

    private void finish(Runnable end) {
        line.removeFirst();
        running.set(Optional.empty());
        if (!line.isEmpty()) {
            begin(line.getFirst());
        }
        end.run();
    }
}
