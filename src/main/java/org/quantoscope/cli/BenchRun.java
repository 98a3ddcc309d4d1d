package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;
import org.quantoscope.kernel.KernelProvider;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.Choice;
import org.quantoscope.quant.Preset;
import org.quantoscope.work.WorkerPool;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;

/** One benchmark: measures, then prints a table, or writes the figures as JSON. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields before call()
abstract class BenchRun implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--threads", paramLabel = "N", description = "number of computing threads")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "repetitions of each measurement; the first ones warm up")
    private int repeat = 30;

    @Option(
            names = "--json",
            paramLabel = "FILE|-",
            description = "write the figures as JSON, to standard output for -")
    private @Nullable String json;

    @Override
    public Integer call() throws IOException {
        if (threads < 1 || threads > CheckpointCommand.MOST_THREADS || repeat < 1) {
            throw usage(
                    "--threads and --repeat must be at least 1, --threads at most "
                            + CheckpointCommand.MOST_THREADS);
        }
        KernelProvider.Choice choice = KernelProvider.choose();
        choice.warmUp();
        BenchFigures figures = new BenchFigures(title(), threads, choice.kernels().name(), unit());
        try (WorkerPool pool = new WorkerPool(threads)) {
            measure(figures, choice, pool, repeat);
        }
        JsonTarget target = json == null ? null : new JsonTarget(json);
        if (target == null || !target.isStandardOutput()) {
            figures.print(spec.commandLine().getOut());
            printMore(spec.commandLine().getOut());
            spec.commandLine().getOut().flush();
        }
        if (target != null) {
            target.write(spec.commandLine().getOut(), figures::write);
        }
        return 0;
    }

    /** Says what a table does not. */
    void printMore(PrintWriter out) {}

    /** What is measured, in one line. */
    abstract String title();

    /** Of rates. */
    String unit() {
        return BenchFigures.WEIGHTS;
    }

    void measure(BenchFigures figures, KernelProvider.Choice choice, WorkerPool pool, int repeat)
            throws IOException {
        measure(figures, choice.kernels(), pool, repeat);
    }

    /** Measures what needs the kernels of the engine only. */
    void measure(BenchFigures figures, Kernels kernels, WorkerPool pool, int repeat)
            throws IOException {
        throw new IllegalStateException(title());
    }

    final int threads() {
        return threads;
    }

    final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    final Preset preset(String key) {
        try {
            return Choice.parse(Preset.class, "--preset", key);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    /** A count such as {@code 1.1e9}. */
    final long weights(String text) {
        try {
            double value = Double.parseDouble(text);
            if (value >= 1 && value <= 1e12) {
                return (long) value;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw usage("--weights must be a number from 1 to 1e12, was " + text);
    }

    /** Rows and columns of {@code 4096x11008}. */
    final long[] size(String text) {
        String[] parts = text.split("[x×]", -1);
        try {
            if (parts.length == 2) {
                long[] size = {Long.parseLong(parts[0]), Long.parseLong(parts[1])};
                if (size[0] > 0 && size[1] > 0 && Math.multiplyHigh(size[0], size[1]) == 0) {
                    return size;
                }
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw usage("--size must be ROWSxCOLUMNS such as 4096x11008, was " + text);
    }
}
