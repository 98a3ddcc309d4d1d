package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.analysis.MatrixWindow;
import org.quantoscope.quant.SpecField;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.model.BudgetOutcome;
import org.quantoscope.ui.model.PartChoice;
import org.quantoscope.ui.model.TradeOffResult;
import org.testfx.util.WaitForAsyncUtils;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sessions, from one window to the next. */
class SessionFileUiTest {
    @TempDir private Path folder;

    private static final PartChoice CHOICE = new PartChoice(PartChoice.Kind.COLUMN, 3, 17);
    private static final MatrixWindow WINDOW = new MatrixWindow(4, 20, 8, 32);

    @Test
    void aSessionBringsBackWhatWasOpenAndHowItWasSetUp() throws Exception {
        Path file = folder.resolve("a.session.json");
        Recipe recipe;
        Optional<Recipe> held;
        List<TensorInfo> selected;
        Map<String, Double> sizes;
        try (OpenWindow window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT))) {
            window.openSample();
            var model = window.model();
            OpenWindow.onScreen(() -> {
                window.stage().setWidth(1400);
                window.stage().setHeight(850);
                var tensors = model.session().orElseThrow().tensors();
                model.selection().setAll(tensors.get(8), tensors.get(6));
                model.comparison().hold();
                model.comparison().splitProperty().set(false);
                model.editor().set(SpecField.ALPHA, "0.03");
                model.editor()
                        .override(List.of(tensors.get(8)), model.editor().recipe().defaultSpec());
                model.binsProperty().set(1024);
                model.controlProperty().set(true);
                model.pageProperty().set("recipe");
                model.depth().choiceProperty().set(CHOICE);
                window.<ComboBox<Object>>node("map-measure").getSelectionModel().select(1);
                window.<TextField>node("grid-bits").setText("3, 6");
                return true;
            });
            window.settle();
            OpenWindow.onScreen(() -> {
                model.salience().windowProperty().set(Optional.of(WINDOW));
                return true;
            });
            held = model.comparison().heldProperty().get();
            assertThat(held).isPresent();
            recipe = model.editor().recipe();
            selected = List.copyOf(model.selection());
            sizes = OpenWindow.onScreen(() -> window.layout().sizes());
            OpenWindow.onScreen(() -> {
                model.sessionFiles().save(file, sizes);
                return true;
            });
            OpenWindow.waitUntil(() -> Files.exists(file));
            OpenWindow.waitUntil(() -> window.text("notice-text").contains("Saved the session"));
        }
        try (OpenWindow window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT))) {
            open(window, file);
            OpenWindow.waitUntil(() -> window.model().editor().recipe().equals(recipe));
            window.settle();
            var model = window.model();
            assertThat(List.copyOf(model.selection())).isEqualTo(selected);
            assertThat(model.binsProperty().get()).isEqualTo(1024);
            assertThat(model.controlProperty().get()).isTrue();
            assertThat(model.comparison().heldProperty().get()).isEqualTo(held);
            assertThat(model.comparison().splitProperty().get()).isFalse();
            assertThat(model.depth().choiceProperty().get()).isEqualTo(CHOICE);
            assertThat(model.salience().windowProperty().get()).contains(WINDOW);
            assertThat(
                            window.<ComboBox<Object>>node("map-measure")
                                    .getSelectionModel()
                                    .getSelectedIndex())
                    .isEqualTo(1);
            assertThat(window.<TextField>node("grid-bits").getText()).isEqualTo("3, 6");
            OpenWindow.waitUntil(() -> model.pageProperty().get().equals("recipe"));
            assertThat(model.editor().history().canUndoProperty().get()).isFalse();
            WaitForAsyncUtils.waitForFxEvents();
            Map<String, Double> found = OpenWindow.onScreen(() -> window.layout().sizes());
            assertThat(found.keySet()).isEqualTo(sizes.keySet());
            found.forEach((name, size) ->
                    assertThat(size)
                            .as(name)
                            .isCloseTo(sizes.get(name), org.assertj.core.data.Offset.offset(3.0)));
        }
    }

    @Test
    void panesOfALargerScreenThanThisAreLeftOut() throws Exception {
        try (OpenWindow window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT))) {
            window.openSample();
            double usual = OpenWindow.onScreen(() -> window.layout().sizes().get("layers.width"));
            boolean[] done = {false};
            OpenWindow.onScreen(() -> {
                double width = window.stage().getWidth();
                window.stage().setMaxWidth(width);
                window.layout()
                        .restore(
                                Map.of("width", width + 640, "layers.width", 700.0),
                                () -> done[0] = true);
                return true;
            });
            OpenWindow.waitUntil(() -> done[0]);
            window.settle();
            assertThat(OpenWindow.onScreen(() -> window.layout().sizes().get("layers.width")))
                    .isEqualTo(usual);
        }
    }

    @Test
    void pointsAndBudgetComeBackWithoutBeingMeasuredAgain() throws Exception {
        Path file = folder.resolve("a.session.json");
        TradeOffResult points;
        BudgetOutcome.Found found;
        try (OpenWindow window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT))) {
            window.openSample();
            var model = window.model();
            OpenWindow.onScreen(() -> {
                window.<TextField>node("grid-bits").setText("3, 4");
                window.<TextField>node("grid-alpha").setText("0, 5");
                window.<TextField>node("budget-limit").setText("4.5 bits");
                window.<Button>node("budget-find").fire();
                return true;
            });
            OpenWindow.waitUntil(
                    () -> model.budget().outcomeProperty().get() instanceof BudgetOutcome.Found);
            points = model.tradeOff().resultProperty().get().orElseThrow();
            found = (BudgetOutcome.Found) model.budget().outcomeProperty().get();
            OpenWindow.onScreen(() -> {
                model.sessionFiles().save(file, Map.of());
                return true;
            });
            OpenWindow.waitUntil(() -> window.text("notice-text").contains("Saved the session"));
        }
        assertThat(Files.size(file)).isLessThan(1_000_000);
        try (OpenWindow window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT))) {
            var model = window.model();
            boolean[] measured = {false};
            OpenWindow.onScreen(() ->
                    model.tradeOff()
                            .runningProperty()
                            .subscribe(now -> measured[0] = measured[0] || now));
            open(window, file);
            OpenWindow.waitUntil(
                    () -> model.budget().outcomeProperty().get() instanceof BudgetOutcome.Found);
            WaitForAsyncUtils.waitForFxEvents();
            TradeOffResult again = model.tradeOff().resultProperty().get().orElseThrow();
            assertThat(again.tradeOff()).isEqualTo(points.tradeOff());
            assertThat(again.grid()).isEqualTo(points.grid());
            assertThat(model.budget().outcomeProperty().get()).isEqualTo(found);
            assertThat(window.<TableView<?>>node("points").getItems())
                    .hasSize((int) points.tradeOff().pointCount());
            assertThat(window.<TextField>node("budget-limit").getText()).isEqualTo("4.5 bits");
            assertThat(window.text("budget-summary")).contains("4.500");
            OpenWindow.onScreen(() -> {
                window.<Button>node("budget-find").fire();
                return true;
            });
            OpenWindow.waitUntil(
                    () -> model.budget().outcomeProperty().get() instanceof BudgetOutcome.Found);
            assertThat(measured[0]).as("whether points were measured again").isFalse();
        }
        Files.writeString(file, Files.readString(file).replaceFirst("F32 64×64", "F32 64×65"));
        try (OpenWindow window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT))) {
            open(window, file);
            OpenWindow.waitUntil(() -> window.text("notice-text").contains("about other tensors"));
            assertThat(window.model().tradeOff().resultProperty().get()).isEmpty();
        }
    }

    @Test
    void aCheckpointThatIsGoneIsToldInOneLineAndWhatIsOpenStays() throws Exception {
        Path file = folder.resolve("a.session.json");
        try (OpenWindow window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT))) {
            window.openSample();
            OpenWindow.onScreen(() -> {
                window.model().sessionFiles().save(file, Map.of());
                return true;
            });
            OpenWindow.waitUntil(
                    () -> Files.exists(file) && window.text("notice-text").contains("Saved"));
            String json = Files.readString(file);
            Files.writeString(
                    file, json.replaceFirst("(\"checkpoint\" : \")[^\"]*", "$1" + "gone/model"));
            open(window, file);
            OpenWindow.waitUntil(() ->
                    window.text("notice-text")
                            .equals(
                                    file
                                            + ": its checkpoint "
                                            + folder.resolve("gone/model")
                                            + " is not there; put it back, or change the path in the session"));
            assertThat(window.model().session().orElseThrow().checkpoint().name())
                    .isEqualTo("stories260k");
        }
    }

    private static void open(OpenWindow window, Path file) throws Exception {
        OpenWindow.onScreen(() -> {
            window.window().open(file);
            return true;
        });
    }
}
