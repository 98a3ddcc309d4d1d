package org.quantoscope.app;

import javafx.animation.AnimationTimer;
import javafx.application.Platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Times between the frames of the window and how long its thread kept a task waiting, written to
 * the file of {@code -Dquantoscope.frames} when the program ends.
 *
 * <p>A wait of {@value #LONG_MILLIS} ms or more is listed with what the thread was doing by then.
 * Measuring keeps the frames coming, so it is off unless asked for.
 */
final class FrameTimes {
    private static final int LONG_MILLIS = 50;
    private static final long SUSPECT_MILLIS = 35;
    private static final long PAUSE_MILLIS = 4;

    private final Path file;
    private final long begin = System.nanoTime();
    private final List<Double> frames = new ArrayList<>();
    private final List<Double> waits = new ArrayList<>();
    private final List<String> slow = new ArrayList<>();
    private final Thread screen = Thread.currentThread();
    private volatile boolean running = true;

    private FrameTimes(Path file) {
        this.file = file;
    }

    /** Starts measuring where the option is given; call on the window's thread. */
    static Optional<FrameTimes> ifAskedFor() {
        String name = System.getProperty("quantoscope.frames", "");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        FrameTimes times = new FrameTimes(Path.of(name));
        times.start();
        return Optional.of(times);
    }

    private void start() {
        new AnimationTimer() {
            private long last;

            @Override
            public void handle(long ignored) {
                long now = System.nanoTime();
                if (last != 0) {
                    frames.add((now - last) / 1e6);
                }
                last = now;
            }
        }.start();
        Thread.ofPlatform().daemon().name("frame-times").start(this::probe);
    }

    private void probe() {
        try {
            while (running) {
                CountDownLatch ran = new CountDownLatch(1);
                long asked = System.nanoTime();
                Platform.runLater(ran::countDown);
                String doing = "";
                if (!ran.await(SUSPECT_MILLIS, TimeUnit.MILLISECONDS)) {
                    doing = stack();
                    ran.await();
                }
                double waited = (System.nanoTime() - asked) / 1e6;
                waits.add(waited);
                if (waited >= LONG_MILLIS) {
                    slow.add(text("%8.2f s %6.0f ms %s", (asked - begin) / 1e9, waited, doing));
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
        lines.add(summary("task waited", waits));
        lines.addAll(slow);
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
