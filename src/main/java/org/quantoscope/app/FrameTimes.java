package org.quantoscope.app;

import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Times between the frames of the window, the processor time of its thread and of the renderer in
 * each, and how long a task waited for the thread; written to the file of {@code
 * -Dquantoscope.frames} when the program ends. The first seconds are left out with {@code
 * -Dquantoscope.frames.after}.
 *
 * <p>A wait of {@value #LONG_MILLIS} ms or more is listed with what the thread was doing by then,
 * as is the work for one frame that takes as long; where a virtual machine was not given its
 * processors meanwhile, with the time that it lacked, which counts as work though it is none.
 * Closing the window is left out. Processor times tell what the program itself needs, also where
 * others load the machine. Measuring keeps the frames coming, so it is off unless asked for.
 */
final class FrameTimes {
    private static final int LONG_MILLIS = 50;
    private static final long SUSPECT_MILLIS = 35;
    private static final long PAUSE_MILLIS = 4;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Path file;
    private final long begin = System.nanoTime();
    private final long afterNanos =
            TimeUnit.SECONDS.toNanos(Long.getLong("quantoscope.frames.after", 0));
    private final List<Double> frames = new ArrayList<>();
    private final List<Double> work = new ArrayList<>();
    private final List<Double> drawing = new ArrayList<>();
    private final List<Double> waits = Collections.synchronizedList(new ArrayList<>());
    private final List<String> slow = Collections.synchronizedList(new ArrayList<>());
    private final Thread screen = Thread.currentThread();
    private volatile boolean running = true;

    private FrameTimes(Path file) {
        this.file = file;
    }

    /** Starts measuring where the option is given; call on the window's thread. */
    static Optional<FrameTimes> ifAskedFor(Stage stage) {
        String name = System.getProperty("quantoscope.frames", "");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        FrameTimes times = new FrameTimes(Path.of(name));
        times.start();
        stage.addEventFilter(WindowEvent.WINDOW_CLOSE_REQUEST, event -> times.running = false);
        return Optional.of(times);
    }

    private void start() {
        new AnimationTimer() {
            private final Clock time = new Clock(System::nanoTime, frames, "");
            private final Clock own =
                    new Clock(THREADS::getCurrentThreadCpuTime, work, "its own work");
            private final Clock renderer = new Clock(rendererTime(), drawing, "drawing");

            @Override
            public void handle(long ignored) {
                time.tick();
                own.tick();
                renderer.tick();
            }
        }.start();
        Thread.ofPlatform().daemon().name("frame-times").start(this::probe);
    }

    private boolean isMeasuring() {
        return running && System.nanoTime() - begin >= afterNanos;
    }

    /**
     * A clock in nanoseconds, the list that takes the milliseconds between two ticks, and what long
     * ones are called; where that is empty they are not listed.
     */
    private final class Clock {
        private final LongSupplier nanos;
        private final List<Double> millis;
        private final String name;
        private long last = Long.MIN_VALUE;
        private long stolen;

        Clock(LongSupplier nanos, List<Double> millis, String name) {
            this.nanos = nanos;
            this.millis = millis;
            this.name = name;
        }

        void tick() {
            long now = nanos.getAsLong();
            if (last != Long.MIN_VALUE && isMeasuring()) {
                double spent = (now - last) / 1e6;
                millis.add(spent);
                if (!name.isEmpty() && spent >= LONG_MILLIS) {
                    slow.add(
                            text(
                                    "%8.2f s %6.0f ms of %s%s",
                                    (System.nanoTime() - begin) / 1e9,
                                    spent,
                                    name,
                                    lacked(StolenTime.millis() - stolen)));
                }
            }
            last = now;
            stolen = name.isEmpty() ? 0 : StolenTime.millis();
        }
    }

    private static LongSupplier rendererTime() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("QuantumRenderer"))
                .findFirst()
                .<LongSupplier>map(thread -> () -> THREADS.getThreadCpuTime(thread.threadId()))
                .orElse(() -> 0);
    }

    private void probe() {
        try {
            while (running) {
                CountDownLatch ran = new CountDownLatch(1);
                long asked = System.nanoTime();
                long stolen = StolenTime.millis();
                Platform.runLater(ran::countDown);
                String doing = "";
                if (!ran.await(SUSPECT_MILLIS, TimeUnit.MILLISECONDS)) {
                    doing = stack();
                    ran.await();
                }
                double waited = (System.nanoTime() - asked) / 1e6;
                if (isMeasuring()) {
                    waits.add(waited);
                }
                if (isMeasuring() && waited >= LONG_MILLIS) {
                    slow.add(
                            text(
                                    "%8.2f s %6.0f ms %s%s",
                                    (asked - begin) / 1e9,
                                    waited,
                                    doing,
                                    lacked(StolenTime.millis() - stolen)));
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String lacked(long millis) {
        return millis == 0 ? "" : text(" (%d ms of processors lacking)", millis);
    }

    private String stack() {
        return String.join(
                " < ",
                Arrays.stream(screen.getStackTrace())
                        .limit(40)
                        .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                        .map(name -> name.replaceFirst("^.*\\.(?=\\w+\\.\\w+$)", ""))
                        .toList());
    }

    /** Ends measuring and writes the file. */
    void finish() {
        running = false;
        List<String> lines = new ArrayList<>();
        lines.add(summary("between frames", frames));
        lines.add(summary("thread's work", work));
        lines.add(summary("drawing", drawing));
        lines.add(summary("task waited", List.copyOf(waits)));
        lines.addAll(List.copyOf(slow));
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String summary(String name, List<Double> millis) {
        double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            return name + ": none";
        }
        long over = Arrays.stream(sorted).filter(value -> value >= LONG_MILLIS).count();
        return text(
                "%-15s n %d, median %.1f ms, 99 %% %.1f ms, longest %.1f ms, %d of %d ms or more",
                name,
                sorted.length,
                sorted[sorted.length / 2],
                sorted[(int) (sorted.length * 99L / 100)],
                sorted[sorted.length - 1],
                over,
                LONG_MILLIS);
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
