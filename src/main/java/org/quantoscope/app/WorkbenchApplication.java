package org.quantoscope.app;

import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;

import org.jspecify.annotations.Nullable;
import org.quantoscope.ui.chart.ChartWarmUp;
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
    private @Nullable Composition composition;
    private Optional<FrameTimes> frameTimes = Optional.empty();

    /** Chooses the kernels and draws a first chart, which load many classes, before the window. */
    @Override
    public void init() {
        composition = new Composition(Platform::runLater);
        Thread.ofPlatform().daemon().name("chart-warm-up").start(new ChartWarmUp());
    }

    @Override
    public void start(Stage stage) {
        frameTimes = FrameTimes.ifAskedFor();
        Composition parts = Objects.requireNonNull(composition);
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
                Platform.runLater(() ->
                        parts.model().tell(Notice.error(FailureText.of(failure, "Quantoscope")))));
        WorkbenchWindow window =
                new WorkbenchWindow(
                        stage, parts.model(), parts.kernels(), UserSettings.ofThisUser());
        WindowIcons.addTo(stage);
        window.warmUp();
        stage.show();
        parts.kernels().warmUp();
        window.begin(getParameters().getRaw().stream().findFirst().map(Path::of));
    }

    @Override
    public void stop() {
        frameTimes.ifPresent(FrameTimes::finish);
        if (composition != null) {
            composition.close();
        }
    }
}
