package org.quantoscope.cli;

import org.quantoscope.analysis.CheckpointAnalyzer;
import org.quantoscope.analysis.CheckpointReport;
import org.quantoscope.analysis.Control;
import org.quantoscope.analysis.LayerAnalyzer;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.MeasuredTensor;
import org.quantoscope.analysis.TradeOff;
import org.quantoscope.analysis.TradeOffAxis;
import org.quantoscope.analysis.TradeOffSweep;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.export.ExportFormat;
import org.quantoscope.export.ExportJob;
import org.quantoscope.export.ExportOptions;
import org.quantoscope.export.ExportPlanner;
import org.quantoscope.export.ExportReceipt;
import org.quantoscope.kernel.KernelProvider;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.GroupSize;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.SalientShare;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeCodec;
import org.quantoscope.report.Figures;
import org.quantoscope.tensor.DType;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WholeFile;
import org.quantoscope.work.WorkerPool;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** Does with the sample what a user does in the window, and leaves every result as a file. */
final class Tour {
    private static final String SAMPLE = "stories260k";

    /** The sample's matrices are small: more bins would show noise. */
    private static final int PICTURE_BINS = 128;

    private final Parts parts;
    private final Path folder;
    private final PrintWriter out;
    private final Cancellation cancellation;
    private final Kernels kernels = KernelProvider.choose().kernels();

    Tour(Parts parts, Path folder, PrintWriter out, Cancellation cancellation) {
        this.parts = parts;
        this.folder = folder;
        this.out = out;
        this.cancellation = cancellation;
    }

    void run() throws IOException {
        Path sample = parts.samples().resolve(SAMPLE);
        Recipe recipe = Recipe.of("AdpQ compact, 4 bit", Preset.ADPQ_COMPACT.at(new BitWidth(4)));
        try (Checkpoint checkpoint = parts.opener().open(sample);
                WorkerPool pool = WorkerPool.ofProcessors()) {
            out.println("Tour of " + checkpoint.name() + " under the recipe " + recipe.name());
            out.println();
            text(
                    "recipe.json",
                    "the recipe, for the window and --recipe",
                    RecipeCodec.write(recipe));
            CheckpointReport report = report(checkpoint, recipe, pool);
            distributions(checkpoint, report, pool);
            tradeOff(checkpoint, recipe, pool);
            for (ExportFormat format : List.of(ExportFormat.PACKAGE, ExportFormat.DEQUANTIZED)) {
                export(checkpoint, recipe, format, pool);
            }
        }
        window(sample);
        out.println();
        out.println("Everything is in " + folder);
        out.flush();
    }

    private CheckpointReport report(Checkpoint checkpoint, Recipe recipe, WorkerPool pool)
            throws IOException {
        CheckpointReport report =
                new CheckpointAnalyzer(kernels, pool)
                        .analyze(
                                checkpoint,
                                recipe,
                                LayerAnalyzer.DEFAULT_BINS,
                                tensor -> true,
                                cancellation,
                                Progress.SILENT,
                                (measured, layer) -> {});
        StringWriter words = new StringWriter();
        new ReportText(new PrintWriter(words)).print(report, Map.of());
        text("report.txt", "what the recipe does to every tensor", words.toString());
        new JsonTarget(folder.resolve("report.json").toString())
                .write(out, json -> ReportJson.write(json, checkpoint, report, Map.of(), true));
        wrote("report.json", "the same with histograms and every digit");
        text("report.csv", "the same as a table", ReportCsv.of(report, Map.of()));
        return report;
    }

    /** Pictures of a first matrix, the one with the heaviest tails, and the one with most error. */
    private void distributions(Checkpoint checkpoint, CheckpointReport report, WorkerPool pool) {
        List<LayerReport> layers = report.layers();
        Set<LayerReport> shown = new LinkedHashSet<>();
        layers.stream().findFirst().ifPresent(shown::add);
        largest(layers, layer -> layer.stats().kurtosis(), shown);
        largest(layers, layer -> layer.error().nmse(), shown);
        LayerAnalyzer analyzer = new LayerAnalyzer(kernels, pool);
        for (LayerReport layer : shown) {
            MeasuredTensor measured =
                    analyzer.measure(checkpoint.view(layer.tensor()), PICTURE_BINS, cancellation);
            LayerReport drawn = analyzer.analyze(measured, layer.spec(), cancellation);
            LayerReport control = analyzer.analyze(measured, Control.of(layer), cancellation);
            picture(
                    "distribution-" + layer.tensor().name() + ".png",
                    "weights before and after, salient part, RTN",
                    file -> parts.pictures().distribution(drawn, control, file));
        }
    }

    private static void largest(
            List<LayerReport> layers, Function<LayerReport, Double> figure, Set<LayerReport> into) {
        layers.stream().max(Comparator.comparing(figure)).ifPresent(into::add);
    }

    private void tradeOff(Checkpoint checkpoint, Recipe recipe, WorkerPool pool)
            throws IOException {
        SweepGrid grid =
                new SweepGrid(
                        DoubleStream.of(3, 4, 5).mapToObj(b -> new BitWidth((int) b)).toList(),
                        List.of(GroupSize.ROW),
                        DoubleStream.of(0, .01, .02, .03, .05, .08, .12)
                                .mapToObj(SalientShare::new)
                                .toList(),
                        List.of());
        TradeOff tradeOff =
                new TradeOffSweep(kernels, pool)
                        .sweep(
                                checkpoint,
                                checkpoint.tensors().stream().filter(recipe::quantizes).toList(),
                                grid.families(Preset.ADPQ_COMPACT.title(), Preset.ADPQ_COMPACT::at),
                                LayerAnalyzer.DEFAULT_BINS,
                                cancellation,
                                Progress.SILENT);
        text("trade-off.csv", "error against stored bits", TradeOffCsv.of(tradeOff));
        picture(
                "trade-off.png",
                "the same as a chart",
                file -> parts.pictures().tradeOff(tradeOff, TradeOffAxis.NMSE, file));
    }

    private void export(Checkpoint checkpoint, Recipe recipe, ExportFormat format, WorkerPool pool)
            throws IOException {
        ExportOptions options =
                new ExportOptions(
                        recipe,
                        format,
                        DType.F32,
                        folder.resolve(format.key()),
                        VersionText.version());
        ExportReceipt receipt =
                new ExportJob(kernels, pool)
                        .run(
                                checkpoint,
                                ExportPlanner.plan(checkpoint, options),
                                cancellation,
                                Progress.SILENT);
        wrote(
                format.key() + "/",
                "exported model, "
                        + Figures.bytes(receipt.bytesBefore())
                        + " -> "
                        + Figures.bytes(receipt.bytesAfter()));
    }

    private void window(Path sample) {
        Path windows = folder.resolve("window");
        try {
            Files.createDirectories(windows);
            for (Path file : parts.pictures().window(sample, windows)) {
                wrote("window/" + file.getFileName(), "the window");
            }
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            missing("pictures of the window", e);
        }
    }

    private void picture(String name, String what, WholeFile.Content content) {
        try {
            WholeFile.write(folder.resolve(name), content);
            wrote(name, what);
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            missing(name, e);
        }
    }

    private void text(String name, String what, String content) throws IOException {
        WholeFile.write(folder.resolve(name), content);
        wrote(name, what);
    }

    private void wrote(String name, String what) {
        cancellation.check();
        out.printf("  %-60s %s%n", name, what);
        out.flush();
    }

    /** A machine without fonts, for example, cannot draw; the tour goes on. */
    private void missing(String name, Throwable why) {
        cancellation.check();
        out.printf("  %-60s not drawn: %s%n", name, OneLineErrors.message(why));
        out.flush();
    }
}
