package org.quantoscope.app;

import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.stage.Stage;

import org.quantoscope.ui.model.PreviewState;
import org.quantoscope.ui.model.WorkbenchModel;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

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
     * Opens {@code checkpoint} in the window and pictures it.
     *
     * @return the files written into {@code folder}
     */
    static List<Path> take(Path checkpoint, Path folder) throws IOException {
        startToolkit();
        Files.createDirectories(folder);
        List<Path> written = new ArrayList<>();
        for (Themes.Choice theme : List.of(Themes.Choice.LIGHT, Themes.Choice.DARK)) {
            for (int[] size : SIZES) {
                String name =
                        "workbench-"
                                + theme.name().toLowerCase(java.util.Locale.ROOT)
                                + "-"
                                + size[0]
                                + "x"
                                + size[1];
                Path file = folder.resolve(name + ".png");
                take(checkpoint, theme, size[0], size[1], file);
                written.add(file);
            }
        }
        return written;
    }

    private static void take(Path checkpoint, Themes.Choice theme, int width, int height, Path file)
            throws IOException {
        try (Composition parts = new Composition(Platform::runLater)) {
            Settings settings = new ForgetfulSettings(theme);
            settings.setNumber("width", width);
            settings.setNumber("height", height);
            WorkbenchModel model = parts.model();
            Stage stage =
                    onScreenThread(() -> {
                        Stage made = new Stage();
                        new WorkbenchWindow(made, model, parts.kernels(), settings);
                        model.sessions().open(checkpoint);
                        model.controlProperty().set(true);
                        return made;
                    });
            waitUntil(() -> isSettled(model));
            // Two frames more, so that what was laid out is also drawn.
            waitUntil(new Frames(4));
            BufferedImage picture =
                    onScreenThread(
                            () -> SwingFXUtils.fromFXImage(stage.getScene().snapshot(null), null));
            ImageIO.write(picture, "png", file.toFile());
            onScreenThread(() -> {
                stage.close();
                return stage;
            });
        }
    }

    private static boolean isSettled(WorkbenchModel model) {
        return model.preview().stateProperty().get() instanceof PreviewState.Ready
                && model.sweep().currentProperty().get()
                && model.sweep().totalsProperty().get().isPresent();
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
