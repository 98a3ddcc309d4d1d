package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.LayerAnalyzer;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.SourceReference;
import org.quantoscope.kernel.KernelProvider;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.UnquantizableTensorException;
import org.quantoscope.recipe.NamePattern;
import org.quantoscope.recipe.RunawayPatternException;
import org.quantoscope.tensor.PrintableText;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A command that opens a checkpoint, reads it, and closes it after every reader has stopped. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields before call()
abstract class CheckpointCommand implements Callable<Integer> {
    /** Parts the values of a list; not a last comma, so that a value that is missing is refused. */
    static final String LIST_COMMA = ",(?!$)";

    /** More than any machine has processors. */
    static final int MOST_THREADS = 4096;

    private final Parts parts;
    private final Interruption interruption;

    @Spec private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "PATH",
            description = "checkpoint: a safetensors, GGUF or PyTorch file, a folder, or an index")
    private Path path;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "number of computing threads; results do not depend on it")
    private int threads;

    CheckpointCommand(Parts parts, Interruption interruption) {
        this.parts = parts;
        this.interruption = interruption;
        this.threads = Runtime.getRuntime().availableProcessors();
    }

    @Override
    public final Integer call() throws IOException {
        if (threads < 1 || threads > MOST_THREADS) {
            throw usage(
                    "--threads must be at least 1 and at most "
                            + MOST_THREADS
                            + ", was "
                            + threads);
        }
        check();
        Results results = results();
        results.contradiction()
                .ifPresent(message -> {
                    throw usage(message);
                });
        interruption.jobStarts();
        try (Checkpoint checkpoint = parts.opener().open(path)) {
            results.check(checkpoint, recipeFile());
            if (!printsNotes()) {
                sayNotes(checkpoint);
            }
            return run(checkpoint);
        } catch (UnquantizableTensorException e) {
            throw new CommandFailedException(path + ": " + e.getMessage(), e);
        } catch (RunawayPatternException e) {
            Path recipe = recipeFile();
            throw new CommandFailedException(
                    (recipe == null ? path : recipe) + ": " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new CommandFailedException(path + ": " + OneLineErrors.message(e), e);
        }
    }

    /** Refuses wrong usage before anything is opened. */
    void check() throws IOException {}

    /** Where the results go. */
    Results results() {
        return new Results();
    }

    /** Whether the notes of the checkpoint are among the results. */
    boolean printsNotes() {
        return false;
    }

    /** Says what opening the checkpoint left unsaid, beside the results. */
    final void sayNotes(Checkpoint checkpoint) {
        checkpoint.notes().forEach(text -> note(PrintableText.escaped(text)));
    }

    /** The recipe's file, where one is read. */
    @Nullable Path recipeFile() {
        return null;
    }

    /** Does the job and returns the exit code. */
    abstract int run(Checkpoint checkpoint) throws IOException;

    final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    final void requireBins(BinsOption option) {
        int bins = option.value();
        if (bins < LayerAnalyzer.MIN_BINS || bins > LayerAnalyzer.MAX_BINS) {
            throw usage(
                    "--bins must be between "
                            + LayerAnalyzer.MIN_BINS
                            + " and "
                            + LayerAnalyzer.MAX_BINS
                            + ", was "
                            + bins);
        }
    }

    /**
     * The tensors in whose name {@code pattern} is found.
     *
     * @throws CommandFailedException if there is none
     */
    static Predicate<TensorInfo> wanted(Checkpoint checkpoint, @Nullable Pattern pattern) {
        if (pattern == null) {
            return tensor -> true;
        }
        NamePattern names = new NamePattern(pattern);
        Predicate<TensorInfo> wanted = tensor -> names.isIn(tensor.name());
        // All of them, so that an expression that is too hard fails before the work.
        long found;
        try {
            found = checkpoint.tensors().stream().filter(wanted).count();
        } catch (RunawayPatternException e) {
            throw new CommandFailedException("--tensors: " + e.getMessage(), e);
        }
        if (found == 0) {
            throw new CommandFailedException(
                    checkpoint.source()
                            + ": no tensor's name matches --tensors "
                            + pattern
                            + "; quantoscope inspect lists the names");
        }
        return wanted;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Says something beside the results. */
    final void note(@Nullable String text) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("quantoscope: note: " + text);
        err.flush();
    }

    final ProgressLine progress(String unit) {
        return new ProgressLine(spec.commandLine().getErr(), Terminal.showsErrors(), unit);
    }

    final Parts parts() {
        return parts;
    }

    final Cancellation cancellation() {
        return interruption.cancellation();
    }

    final WorkerPool newPool() {
        return new WorkerPool(threads);
    }

    static Kernels kernels() {
        return KernelProvider.choose().kernels();
    }

    /**
     * Fails after the results are written where tensors could not be quantized.
     *
     * @param messages one line per refused tensor
     */
    static void failIfRefused(Checkpoint checkpoint, List<String> messages) {
        int count = messages.size();
        if (count > 0) {
            throw new CommandFailedException(
                    checkpoint.source()
                            + ": "
                            + (count == 1 ? "" : count + " tensors refused; the first: ")
                            + messages.getFirst());
        }
    }

    /** Tells people that the weights have been quantized before, and by what. */
    final void noteIfQuantizedBefore(Checkpoint checkpoint) {
        SourceReference.of(checkpoint)
                .ifPresent(reference ->
                        out().println(
                                        "note: reference = "
                                                + MalformedCheckpointException.printable(reference)
                                                + "; these values are quantized once more and compared with"
                                                + " themselves, not with the weights before"));
    }
}
