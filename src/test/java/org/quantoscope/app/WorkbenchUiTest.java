package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.model.ExportState;
import org.quantoscope.ui.model.PreviewState;
import org.quantoscope.ui.model.WorkbenchModel;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The real window on the real sample, used as a user would. */
class WorkbenchUiTest {
    private static final Path SAMPLE = Path.of("samples/stories260k");

    private final FxRobot robot = new FxRobot();
    private Composition parts;
    private WorkbenchModel model;
    private Stage stage;

    @BeforeEach
    void openWindow() throws Exception {
        FxToolkit.registerPrimaryStage();
        Platform.setImplicitExit(false);
        parts = new Composition(Platform::runLater, OpenWindow.CACHES);
        model = parts.model();
        stage =
                onScreen(() -> {
                    Stage made = new Stage();
                    new WorkbenchWindow(
                            made,
                            model,
                            parts.kernels(),
                            new ForgetfulSettings(Themes.Choice.LIGHT));
                    made.setX(0);
                    made.setY(0);
                    made.show();
                    return made;
                });
    }

    @AfterEach
    void closeWindow() throws Exception {
        onScreen(() -> {
            stage.close();
            parts.close();
            return stage;
        });
    }

    @Test
    void chartAndNumbersFollowADraggedKnobAndUndoTakesTheDragBack() throws Exception {
        openSample();
        String nmse = text("number-nmse");
        QuantizationSpec before = model.editor().recipe().defaultSpec();
        Slider slider = node("slider-alpha");
        Node thumb = slider.lookup(".thumb");
        robot.drag(thumb).moveBy(20, 0).moveBy(15, 0).drop();
        waitUntil(() -> !model.editor().recipe().defaultSpec().equals(before));
        settle();
        assertThat(model.editor().recipe().defaultSpec().alpha().value()).isGreaterThan(0.05);
        assertThat(text("number-nmse")).isNotEqualTo(nmse);
        onScreen(() -> {
            model.editor().history().undo();
            return true;
        });
        settle();
        assertThat(model.editor().recipe().defaultSpec()).isEqualTo(before);
        assertThat(text("number-nmse")).isEqualTo(nmse);
        assertThat(model.editor().history().canUndoProperty().get()).isFalse();
    }

    @Test
    void numbersBelongToTheTensorPickedInTheTree() throws Exception {
        openSample();
        TensorInfo norm = tensor("model.layers.0.mlp.down_proj.weight");
        onScreen(() -> {
            TreeTableView<?> table = node("tensors");
            table.requestFocus();
            table.getSelectionModel()
                    .clearAndSelect(table.getSelectionModel().getSelectedIndex() + 6);
            return true;
        });
        settle();
        assertThat(model.shown()).contains(norm);
        assertThat(text("shown-tensor")).startsWith(norm.name());
        assertThat(text("number-weights")).isEqualTo("11\u202f008");
    }

    @Test
    void saysHowManyTensorsAreEditedTogether() throws Exception {
        openSample();
        onScreen(() -> {
            TreeTableView<?> table = node("tensors");
            table.getSelectionModel().select(table.getSelectionModel().getSelectedIndex() + 1);
            return true;
        });
        settle();
        assertThat(text("decided-for")).isEqualTo("2 tensors selected");
    }

    @Test
    void takesTypedValuesAndRefusesBadOnesWithAMessage() throws Exception {
        openSample();
        type("field-alpha", "8 %");
        waitUntil(() -> model.editor().recipe().defaultSpec().alpha().value() == 0.08);
        type("field-clip", "7");
        waitUntil(() -> !text("notice-text").isEmpty());
        assertThat(text("notice-text")).contains("Clip").contains("between 0.50 and 1.00");
        assertThat(model.editor().recipe().defaultSpec().clip().value()).isEqualTo(0.9);
    }

    @Test
    void disablesKnobsWithoutEffect() throws Exception {
        openSample();
        type("field-alpha", "0");
        waitUntil(() -> this.<ComboBox<?>>node("choice-salient-grid").isDisabled());
        assertThat(this.<ComboBox<?>>node("choice-bits").isDisabled()).isFalse();
    }

    @Test
    void exportsWhatThePlanShows(@TempDir Path folder) throws Exception {
        openSample();
        onScreen(() -> {
            this.<Button>node("button-file-export").fire();
            return true;
        });
        waitUntil(() -> model.export().planProperty().get().isPresent());
        Path target = folder.resolve("small");
        onScreen(() -> {
            model.export().targetProperty().set(Optional.of(target));
            return true;
        });
        waitUntil(() ->
                model.export()
                        .planProperty()
                        .get()
                        .filter(it -> it.target().endsWith("small"))
                        .isPresent());
        onScreen(() -> {
            this.<Button>node("export-start").fire();
            return true;
        });
        waitUntil(() -> model.export().stateProperty().get() instanceof ExportState.Done);
        assertThat(target).isDirectory();
        assertThat(text("export-state")).contains("small");
        onScreen(() -> {
            model.sessions().open(target);
            return true;
        });
        waitUntil(() -> text("subject").startsWith("small"));
    }

    @Test
    void changesThemeWhileOpen() throws Exception {
        openSample();
        robot.press(KeyCode.CONTROL).press(KeyCode.T).release(KeyCode.T).release(KeyCode.CONTROL);
        waitUntil(() -> stage.getScene().getRoot().getStyleClass().contains("dark"));
        onScreen(() -> {
            this.<Button>node("button-view-theme").fire();
            return true;
        });
        waitUntil(() -> stage.getScene().getRoot().getStyleClass().contains("light"));
    }

    @Test
    void tellsWhatIsWrongWithAMalformedFileAndStaysAlive(@TempDir Path folder) throws Exception {
        Path broken = folder.resolve("broken.safetensors");
        Files.write(broken, new byte[] {127, 0, 0, 0, 0, 0, 0, 0, '{'});
        onScreen(() -> {
            model.sessions().open(broken);
            return true;
        });
        waitUntil(() -> text("notice-text").contains("broken.safetensors"));
        assertThat(text("notice-text")).doesNotContain("Exception").doesNotContain("\tat ");
        openSample();
        assertThat(text("totals")).contains("35 of 47 tensors");
    }

    @Test
    void saysThatAFileShrankWhileItWasOpen(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("model.safetensors");
        Files.copy(SAMPLE.resolve("model.safetensors"), file);
        open(folder);
        waitUntil(() ->
                model.session().map(it -> it.checkpoint().folder().equals(folder)).orElse(false));
        settle();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(file) - 100);
        }
        type("field-alpha", "8 %");
        waitUntil(() -> model.preview().stateProperty().get() instanceof PreviewState.Failed);
        PreviewState.Failed failed = (PreviewState.Failed) model.preview().stateProperty().get();
        assertThat(failed.message()).contains("model.safetensors").contains("changed");
    }

    private void open(Path path) throws Exception {
        onScreen(() -> {
            model.sessions().open(path);
            return true;
        });
    }

    private void openSample() throws Exception {
        open(SAMPLE);
        waitUntil(() ->
                model.session()
                        .map(it -> it.checkpoint().name().equals("stories260k"))
                        .orElse(false));
        settle();
    }

    /** Waits until everything on screen belongs to the recipe. */
    private void settle() throws Exception {
        waitUntil(() ->
                model.preview().stateProperty().get() instanceof PreviewState.Ready
                        && model.sweep().currentProperty().get());
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void type(String field, String words) throws Exception {
        onScreen(() -> {
            TextField at = node(field);
            at.requestFocus();
            at.setText(words);
            at.fireEvent(new javafx.event.ActionEvent());
            return true;
        });
    }

    private TensorInfo tensor(String name) {
        return model.session().orElseThrow().tensors().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String text(String id) {
        return this.<Label>node(id).getText();
    }

    @SuppressWarnings("unchecked")
    private <T extends Node> T node(String id) {
        return (T) stage.getScene().getRoot().lookup("#" + id);
    }

    private static <T> T onScreen(Callable<T> task) throws Exception {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, task);
    }

    private static void waitUntil(BooleanSupplier done) throws Exception {
        WaitForAsyncUtils.waitFor(120, TimeUnit.SECONDS, () -> onScreen(done::getAsBoolean));
    }
}
