package org.quantoscope.app;

import javafx.animation.PauseTransition;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.util.Duration;

import org.jspecify.annotations.Nullable;
import org.quantoscope.ui.chart.ChartWarmUp;
import org.quantoscope.ui.control.TableWarmUp;
import org.quantoscope.ui.model.FailureText;
import org.quantoscope.ui.model.Notice;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The JavaFX application: one window over one composition; its parameter is the checkpoint or the
 * session to open.
 */
public final class WorkbenchApplication extends Application {
    /** Long enough that the window is on screen, too short to do anything in it. */
    private static final Duration FIRST_FRAMES = Duration.millis(60);

    private @Nullable Composition composition;
    private Optional<FrameTimes> frameTimes = Optional.empty();

    /** Chooses the kernels, and begins with what is to be over before somebody uses the window. */
    @Override
    public void init() {
        composition = new Composition(Platform::runLater);
        Thread.ofPlatform().daemon().name("warm-up").start(WorkbenchApplication::warmUp);
    }

    @Override
    public void start(Stage stage) {
        frameTimes = FrameTimes.ifAskedFor(stage);
        Composition parts = Objects.requireNonNull(composition);
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
                Platform.runLater(() ->
                        parts.model().tell(Notice.error(FailureText.of(failure, "Quantoscope")))));
        WorkbenchWindow window =
                new WorkbenchWindow(
                        stage, parts.model(), parts.kernels(), UserSettings.ofThisUser());
        WindowIcons.addTo(stage);
        Optional<Path> first =
                window.showEmpty(
                        stage, getParameters().getRaw().stream().findFirst().map(Path::of));
        onceSeen(() -> {
            window.fill();
            parts.kernels().warmUp();
            first.ifPresent(window::open);
        });
    }

    /** Does something after the first frames of the window, which thus comes before it. */
    private static void onceSeen(Runnable action) {
        PauseTransition frames = new PauseTransition(FIRST_FRAMES);
        frames.setOnFinished(event -> action.run());
        frames.play();
    }

    /** Draws charts and lays out tables, so that those of the window run in compiled code. */
    private static void warmUp() {
        new ChartWarmUp().run();
        new TableWarmUp().run();
    }

    @Override
    public void stop() {
        frameTimes.ifPresent(FrameTimes::finish);
        if (composition != null) {
            composition.close();
        }
    }
}
