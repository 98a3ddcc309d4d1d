package org.quantoscope.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.calibration.ActivationCache;
import org.quantoscope.calibration.StateCache;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.export.ExportFormat;
import org.quantoscope.export.ExportPlan;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.SpecField;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeCodec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class ExportModelTest {
    private final OpenModel open = new OpenModel();
    private final WorkbenchModel model =
            new WorkbenchModel(
                    open.workers,
                    open.opener(),
                    "test",
                    new ActivationCache(Path.of("target", "activations")),
                    new StateCache(Path.of("target", "states")));
    private final ExportModel export = model.export();

    @TempDir private Path folder;

    @BeforeEach
    void openCopyOfTheSample() throws IOException {
        Path source = Files.createDirectory(folder.resolve("stories"));
        try (Stream<Path> files = Files.list(OpenModel.SAMPLE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, source.resolve(file.getFileName()));
            }
        }
        model.sessions().open(source);
        open.screen.runUntil(() -> model.session().isPresent());
    }

    @AfterEach
    void close() {
        export.cancel();
        model.sessions().close();
        open.close();
    }

    @Test
    void proposesAFreeFolderBesideTheModel() throws IOException {
        Files.createDirectory(folder.resolve("stories-quantized"));
        assertThat(planned().target()).isEqualTo(folder.resolve("stories-quantized-2"));
    }

    @Test
    void thePlanFollowsTheRecipe() {
        long before = planned().quantizedCount();
        model.editor().setKept(true);
        open.screen.runUntil(
                () -> export.planProperty().get().orElseThrow().quantizedCount() == before - 1);
    }

    @Test
    void theForecastOfAMeasuredModelIsWhatIsWritten() throws Exception {
        planned();
        open.screen.runUntil(() -> model.sweep().currentProperty().get());
        OpenModel.drain(open.workers.files());
        open.screen.runWaiting();
        long forecast = export.planProperty().get().orElseThrow().bytesAfter();
        assertThat(model.sweep().totalsProperty().get().orElseThrow().bytesAfter())
                .as("the status line")
                .isEqualTo(forecast);
        export.start();
        open.screen.runUntil(() -> !export.isRunning());
        ExportState.Done done = (ExportState.Done) export.stateProperty().get();
        assertThat(done.receipt().bytesAfter()).isEqualTo(forecast);
    }

    @Test
    void aLayoutBringsAGroupSizeThatTheRowsCanBeDividedBy() throws IOException {
        planned();
        export.formatProperty().set(ExportFormat.COMPRESSED_TENSORS);
        export.useLayout(BlockLayout.PACK_QUANTIZED);
        // Rows of 64, and of 172, which no group size of this layout divides.
        assertThat(export.recipeProperty().get().defaultSpec().groupSize().weights()).isEqualTo(64);
        open.screen.runUntil(() ->
                export.planProperty()
                        .get()
                        .filter(plan -> plan.options().format() == ExportFormat.COMPRESSED_TENSORS)
                        .filter(plan -> !plan.isRefused())
                        .isPresent());
        assertThat(export.planProperty().get().orElseThrow().quantizedCount()).isEqualTo(30);
        model.editor().history().undo();
        assertThat(export.recipeProperty().get().defaultSpec().layout())
                .isEqualTo(BlockLayout.PACKAGE);
    }

    @Test
    void laterEditsDoNotReachARunningExport() throws IOException {
        Recipe asked = planned().options().recipe();
        export.start();
        assertThat(export.isRunning()).isTrue();
        model.editor().set(SpecField.ALPHA, "0.2");
        open.screen.runUntil(() -> !export.isRunning());
        Path target = ((ExportState.Done) export.stateProperty().get()).receipt().target();
        try (Checkpoint written = open.opener().open(target)) {
            Recipe kept = RecipeCodec.read(written.recipeJson().orElseThrow());
            assertThat(kept.defaultSpec()).isEqualTo(asked.defaultSpec());
        }
    }

    @Test
    void aCancelledExportLeavesNothingBehind() throws IOException {
        planned();
        List<Path> before = entries();
        export.start();
        export.cancel();
        open.screen.runUntil(() -> !export.isRunning());
        assertThat(export.stateProperty().get()).isInstanceOf(ExportState.Cancelled.class);
        assertThat(entries()).isEqualTo(before);
    }

    @Test
    void writesNothingWhereThePlanIsRefused() throws IOException {
        planned();
        Path source = folder.resolve("stories");
        export.targetProperty().set(Optional.of(source));
        open.screen.runUntil(
                () -> export.planProperty().get().map(ExportPlan::isRefused).orElse(false));
        List<Path> before = entries();
        export.start();
        assertThat(export.isRunning()).isFalse();
        assertThat(entries()).isEqualTo(before);
    }

    @Test
    void forgetsThePlanWhenTheModelIsClosed() {
        planned();
        model.sessions().close();
        open.screen.runWaiting();
        assertThat(export.planProperty().get()).isEmpty();
        assertThat(export.planningProperty().get()).isFalse();
        export.start();
        assertThat(export.isRunning()).isFalse();
    }

    private ExportPlan planned() {
        export.begin();
        open.screen.runUntil(() -> export.planProperty().get().isPresent());
        return export.planProperty().get().orElseThrow();
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted().toList();
        }
    }
}
