package org.quantoscope.app;

import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.control.Button;
import javafx.scene.control.TabPane;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;

import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.SalientShare;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.ui.model.BudgetOutcome;
import org.quantoscope.ui.model.ModelSupport;
import org.quantoscope.ui.model.PreviewState;
import org.quantoscope.ui.model.SpectrumLook;
import org.quantoscope.ui.model.WorkbenchModel;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import javax.imageio.ImageIO;

/**
 * Pictures of the real window, in both themes and two sizes, on a machine with or without a
 * display.
 *
 * <p>Where there is no display the process must have been started with {@code
 * -Dglass.platform=Headless -Dprism.order=sw}.
 */
final class Snapshots {
    private static final int[][] SIZES = {{1280, 800}, {1920, 1080}};
    private static final long PATIENCE_SECONDS = 60;

    private Snapshots() {}

    /**
     * Opens {@code checkpoint} in the window and pictures every page of it.
     *
     * @return the files written into {@code folder}, named by page, theme and size
     */
    static List<Path> take(Path checkpoint, Path folder) throws IOException {
        startToolkit();
        Files.createDirectories(folder);
        List<Path> written = new ArrayList<>();
        for (Themes.Choice theme : List.of(Themes.Choice.LIGHT, Themes.Choice.DARK)) {
            for (int[] size : SIZES) {
                String ending =
                        "-%s-%dx%d.png"
                                .formatted(theme.name().toLowerCase(Locale.ROOT), size[0], size[1]);
                take(checkpoint, theme, size, key -> folder.resolve(key + ending), written);
            }
        }
        return written;
    }

    private static void take(
            Path checkpoint,
            Themes.Choice theme,
            int[] size,
            Function<String, Path> file,
            List<Path> written)
            throws IOException {
        Composition parts = new Composition(Platform::runLater);
        try {
            Settings settings = new ForgetfulSettings(theme);
            settings.setNumber("width", size[0]);
            settings.setNumber("height", size[1]);
            WorkbenchModel model = parts.model();
            Stage stage = onScreenThread(Stage::new);
            WorkbenchWindow window =
                    onScreenThread(() -> {
                        var made = new WorkbenchWindow(stage, model, parts.kernels(), settings);
                        model.sessions().open(checkpoint);
                        model.controlProperty().set(true);
                        return made;
                    });
            waitUntil(() -> isSettled(model));
            for (String key : window.pages()) {
                written.add(page(stage, model, key, file.apply(key)));
                if (key.equals("tradeoff")) {
                    written.add(budget(stage, model, file.apply("budget")));
                }
                if (key.equals("evaluation")) {
                    written.add(lower(stage, model, 1, file.apply("evaluation-text")));
                    written.add(lower(stage, model, 2, file.apply("evaluation-speech")));
                }
                if (key.equals("depth")) {
                    written.add(spectrum(stage, model, file.apply("depth-spectrum")));
                }
            }
            onScreenThread(() -> compare(model));
            for (String key : window.pages()) {
                written.add(page(stage, model, key, file.apply(key + "-ab")));
            }
            onScreenThread(() -> {
                stage.close();
                return stage;
            });
        } finally {
            onScreenThread(() -> {
                parts.close();
                return parts;
            });
        }
    }

    /** The other half of the page of trade-offs: a choice within a size, before it is applied. */
    private static Path budget(Stage stage, WorkbenchModel model, Path picture) throws IOException {
        onScreenThread(() -> {
            ((TabPane) stage.getScene().lookup("#trade-off-tabs")).getSelectionModel().select(1);
            return picture;
        });
        waitUntil(() -> stage.getScene().lookup("#budget-find") != null);
        onScreenThread(() -> {
            ((Button) stage.getScene().lookup("#budget-find")).fire();
            return picture;
        });
        waitUntil(() -> model.budget().outcomeProperty().get() instanceof BudgetOutcome.Found);
        write(stage, picture);
        return picture;
    }

    /** Another pane under the table of evaluations; the last one speaks. */
    private static Path lower(Stage stage, WorkbenchModel model, int tab, Path picture)
            throws IOException {
        onScreenThread(() -> {
            ((TabPane) stage.getScene().lookup("#evaluation-tabs")).getSelectionModel().select(tab);
            return picture;
        });
        if (tab == 2) {
            waitUntil(() -> stage.getScene().lookup("#speech-run") != null);
            onScreenThread(() -> {
                ((Button) stage.getScene().lookup("#speech-run")).fire();
                return picture;
            });
            waitUntil(() -> !model.speech().speechProperty().get().running());
        }
        waitUntil(() -> isSettled(model));
        write(stage, picture);
        onScreenThread(() -> {
            ((TabPane) stage.getScene().lookup("#evaluation-tabs")).getSelectionModel().select(0);
            return picture;
        });
        return picture;
    }

    /** The other side of the chart of errors. */
    private static Path spectrum(Stage stage, WorkbenchModel model, Path picture)
            throws IOException {
        onScreenThread(() -> press(stage, "#depth-show-spectrum"));
        waitUntil(() -> isSettled(model));
        write(stage, picture);
        onScreenThread(() -> press(stage, "#depth-show-residuals"));
        return picture;
    }

    private static String press(Stage stage, String button) {
        ((ToggleButton) stage.getScene().lookup(button)).fire();
        return button;
    }

    private static Path page(Stage stage, WorkbenchModel model, String key, Path picture)
            throws IOException {
        onScreenThread(() -> {
            model.pageProperty().set(key);
            if (key.equals("tradeoff")) {
                ((TabPane) stage.getScene().lookup("#trade-off-tabs"))
                        .getSelectionModel()
                        .select(0);
                ((Button) stage.getScene().lookup("#trade-off-run")).fire();
            }
            if (key.equals("evaluation") && model.evaluation().supportProperty().get().runs()) {
                ((Button) stage.getScene().lookup("#evaluation-run")).fire();
            }
            return key;
        });
        waitUntil(() -> isSettled(model));
        write(stage, picture);
        return picture;
    }

    /** Holds the recipe as B, and edits another as A. */
    private static Recipe compare(WorkbenchModel model) {
        model.comparison().hold();
        Recipe held = model.editor().recipe();
        model.editor()
                .load(
                        held.withDefault(
                                held.defaultSpec()
                                        .withBits(new BitWidth(3))
                                        .withAlpha(new SalientShare(0.1))));
        return held;
    }

    private static void write(Stage stage, Path file) throws IOException {
        // Some frames more, so that what was laid out is also drawn.
        waitUntil(new Frames(4));
        // Nothing lays out a window that is not shown, and panes settle in a second pass.
        onScreenThread(() -> stage.getScene().snapshot(null));
        waitUntil(new Frames(2));
        onScreenThread(() -> withoutCaches(stage));
        BufferedImage picture =
                onScreenThread(
                        () -> SwingFXUtils.fromFXImage(stage.getScene().snapshot(null), null));
        ImageIO.write(picture, "png", file.toFile());
    }

    /** Scroll panes keep an image of what they show, and only a window on screen makes it anew. */
    private static Stage withoutCaches(Stage stage) {
        stage.getScene().getRoot().lookupAll(".viewport").forEach(pane -> pane.setCache(false));
        return stage;
    }

    private static boolean isSettled(WorkbenchModel model) {
        return model.preview().stateProperty().get() instanceof PreviewState.Ready
                && model.sweep().currentProperty().get()
                && model.sweep().totalsProperty().get().isPresent()
                && model.comparison().heldProgressProperty().get().isEmpty()
                && model.comparison().heldTotalsProperty().get().isPresent()
                        == model.comparison().holdingProperty().get()
                && model.jobs().runningProperty().get().isEmpty()
                && model.evaluation().supportProperty().get().state() != ModelSupport.State.LOOKING
                && isLookedAt(model);
    }

    /** Whether the page on screen, where it computes for itself, shows what belongs to it. */
    private static boolean isLookedAt(WorkbenchModel model) {
        return switch (model.pageProperty().get()) {
            case "salient" -> model.salience().lookProperty().get().current();
            case "depth" ->
                    model.depth().lookProperty().get().current()
                            && (!model.spectrum().onScreenProperty().get()
                                    || model.spectrum().lookProperty().get().step()
                                            == SpectrumLook.Step.DONE);
            default -> true;
        };
    }

    private static void startToolkit() throws IOException {
        Optional<String> problem = ToolkitStart.attempt();
        if (problem.isPresent()) {
            throw new IOException(problem.get());
        }
        Platform.setImplicitExit(false);
    }

    private static void waitUntil(BooleanSupplier done) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        AtomicBoolean reached = new AtomicBoolean();
        while (!reached.get()) {
            if (System.nanoTime() > end) {
                throw new IOException(
                        "the window did not settle within " + PATIENCE_SECONDS + " s");
            }
            onScreenThread(() -> {
                reached.set(done.getAsBoolean());
                return reached;
            });
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for the window", e);
            }
        }
    }

    private static <T> T onScreenThread(java.util.concurrent.Callable<T> task) throws IOException {
        FutureTask<T> future = new FutureTask<>(task);
        Platform.runLater(future);
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while drawing the window", e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IOException("the window could not be drawn: " + e.getCause(), e);
        }
    }

    /** Counts how often it was asked. */
    private static final class Frames implements BooleanSupplier {
        private int left;

        Frames(int frames) {
            left = frames;
        }

        @Override
        public boolean getAsBoolean() {
            return left-- <= 0;
        }
    }
}
