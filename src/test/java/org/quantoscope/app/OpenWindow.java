package org.quantoscope.app;

import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;

import org.quantoscope.ui.model.PreviewState;
import org.quantoscope.ui.model.WorkbenchModel;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The real window for a test, on settings that are forgotten, with the sample at hand. */
final class OpenWindow implements AutoCloseable {
    static final Path SAMPLE = Path.of("samples/stories260k");

    /** Of this run only: no figure may come from a run of other code. */
    static final Path CACHES =
            Path.of("target", "caches", String.valueOf(ProcessHandle.current().pid()));

    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;

    private final Composition parts;
    private final FxRobot robot = new FxRobot();
    private final Stage stage;
    private final WorkbenchWindow window;

    OpenWindow(Settings settings) throws Exception {
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
        parts = new Composition(Platform::runLater, CACHES);
        // The screen that tests have is smaller than the window that they ask for.
        settings.setNumber("width", settings.number("width", WIDTH));
        settings.setNumber("height", settings.number("height", HEIGHT));
        stage = onScreen(Stage::new);
        window =
                onScreen(() -> {
                    WorkbenchWindow made =
                            new WorkbenchWindow(stage, parts.model(), parts.kernels(), settings);
                    stage.setMaximized(false);
                    stage.setWidth(WIDTH);
                    stage.setHeight(HEIGHT);
                    stage.setX(0);
                    stage.setY(0);
                    stage.show();
                    return made;
                });
    }

    WorkbenchModel model() {
        return parts.model();
    }

    WorkbenchWindow window() {
        return window;
    }

    WindowLayout layout() {
        return window.layout();
    }

    Stage stage() {
        return stage;
    }

    void open(Path path, String name) throws Exception {
        onScreen(() -> {
            model().sessions().open(path);
            return true;
        });
        waitUntil(() ->
                model().session().map(it -> it.checkpoint().name().equals(name)).orElse(false));
        settle();
    }

    void openSample() throws Exception {
        open(SAMPLE, "stories260k");
    }

    /** Waits until everything on screen belongs to the recipe. */
    void settle() throws Exception {
        waitUntil(() ->
                model().preview().stateProperty().get() instanceof PreviewState.Ready
                        && model().sweep().currentProperty().get());
        WaitForAsyncUtils.waitForFxEvents();
    }

    void press(KeyCode... keys) {
        robot.press(keys).release(keys);
        WaitForAsyncUtils.waitForFxEvents();
    }

    void focus(String id) throws Exception {
        onScreen(() -> {
            node(id).requestFocus();
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Id of what has the keyboard, or what it is where it has none. */
    String focused() throws Exception {
        return onScreen(() -> {
            Node owner = stage.getScene().getFocusOwner();
            return owner == null ? "" : owner.getId() == null ? owner.toString() : owner.getId();
        });
    }

    String text(String id) {
        return this.<Label>node(id).getText();
    }

    @SuppressWarnings("unchecked")
    <T extends Node> T node(String id) {
        return (T) stage.getScene().getRoot().lookup("#" + id);
    }

    static <T> T onScreen(Callable<T> task) throws Exception {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, task);
    }

    static void waitUntil(BooleanSupplier done) throws Exception {
        WaitForAsyncUtils.waitFor(120, TimeUnit.SECONDS, () -> onScreen(done::getAsBoolean));
    }

    @Override
    public void close() throws Exception {
        onScreen(() -> {
            stage.close();
            // As the application does: what is shown changes when the model is closed.
            parts.close();
            return true;
        });
    }
}
