package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.control.Button;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quantoscope.analysis.MatrixWindow;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.ui.model.SalienceLook;
import org.quantoscope.ui.model.SpectrumLook;
import org.testfx.util.WaitForAsyncUtils;

import java.util.List;
import java.util.Optional;

/** Two recipes in the real window: side by side, one in place of the other, and back. */
class CompareUiTest {
    private OpenWindow window;

    @BeforeEach
    void openWindow() throws Exception {
        window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT));
        window.openSample();
    }

    @AfterEach
    void close() throws Exception {
        window.close();
    }

    @Test
    void showsBothRecipesSideBySideInEveryView() throws Exception {
        String held = window.text("number-bitsstored");
        fire("compare-split");
        setAlpha("15 %");
        assertThat(window.text("held-bitsstored")).isEqualTo(held);
        assertThat(window.text("number-bitsstored")).isNotEqualTo(held);
        assertThat(window.text("difference-bitsstored")).startsWith("+");
        assertThat(window.text("totals")).startsWith("A: ").contains("B: ");
        assertThat(window.node("legend-held").isVisible()).isTrue();
        assertThat(heldColumns())
                .containsExactly("column-bits.held", "column-kl.held", "column-sqnr.held");
        fire("compare-split");
        assertThat(heldColumns()).isEmpty();
        assertThat(window.node("held-bitsstored").isVisible()).isFalse();
        assertThat(window.text("totals")).doesNotContain("B: ");
    }

    @Test
    void theKeyShowsBWhileItIsHeldDown() throws Exception {
        String held = window.text("number-bitsstored");
        window.press(KeyCode.CONTROL, KeyCode.H);
        setAlpha("15 %");
        String own = window.text("number-bitsstored");
        send(KeyEvent.KEY_PRESSED);
        assertThat(window.text("number-bitsstored")).isEqualTo(held);
        assertThat(window.text("totals")).startsWith("B shown: ");
        send(KeyEvent.KEY_PRESSED);
        send(KeyEvent.KEY_RELEASED);
        assertThat(window.text("number-bitsstored")).isEqualTo(own);
    }

    @Test
    void aShortPressOfTheKeyStaysUntilTheNext() throws Exception {
        window.press(KeyCode.CONTROL, KeyCode.H);
        setAlpha("15 %");
        String own = window.text("number-bitsstored");
        window.press(KeyCode.F2);
        assertThat(window.text("number-bitsstored")).isNotEqualTo(own);
        assertThat(window.<ToggleButton>node("compare-flicker").isSelected()).isTrue();
        window.press(KeyCode.F2);
        assertThat(window.text("number-bitsstored")).isEqualTo(own);
    }

    @Test
    void swapsAppliesAndDrops() throws Exception {
        Recipe first = window.model().editor().recipe();
        window.press(KeyCode.CONTROL, KeyCode.H);
        setAlpha("15 %");
        Recipe second = window.model().editor().recipe();
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.X);
        window.settle();
        assertThat(window.model().editor().recipe()).isEqualTo(first);
        assertThat(window.model().comparison().heldProperty().get()).contains(second);
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.A);
        window.settle();
        assertThat(window.model().editor().recipe()).isEqualTo(second);
        window.press(KeyCode.CONTROL, KeyCode.Z);
        window.settle();
        assertThat(window.model().editor().recipe()).isEqualTo(first);
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.D);
        assertThat(window.model().comparison().heldProperty().get()).isEmpty();
        assertThat(window.text("totals")).doesNotContain("A: ");
    }

    @Test
    void theMapIsColouredByTheDifference() throws Exception {
        ToggleButton difference = showMap();
        assertThat(difference.isDisabled()).isTrue();
        window.press(KeyCode.CONTROL, KeyCode.H);
        setAlpha("15 %");
        OpenWindow.onScreen(() -> {
            difference.fire();
            return true;
        });
        window.focus("map-chart");
        window.press(KeyCode.RIGHT);
        assertThat(window.text("map-reading")).contains("A − B");
    }

    @Test
    void showingBInPlaceOfAMovesNoColumn() throws Exception {
        window.press(KeyCode.CONTROL, KeyCode.H);
        setAlpha("15 %");
        List<String> columns = heldColumns();
        assertThat(columns).isNotEmpty();
        double wide = window.node("held-nmse").getParent().getLayoutBounds().getWidth();
        window.press(KeyCode.F2);
        assertThat(heldColumns()).isEqualTo(columns);
        assertThat(window.node("held-nmse").isVisible()).isTrue();
        assertThat(window.node("held-nmse").getParent().getLayoutBounds().getWidth())
                .isEqualTo(wide);
        assertThat(window.text("held-nmse")).isEqualTo(window.text("number-nmse"));
    }

    @Test
    void bothMapsOfSalientWeightsZoomTogether() throws Exception {
        window.press(KeyCode.CONTROL, KeyCode.H);
        setAlpha("15 %");
        showPage("salient");
        var salience = window.model().salience();
        OpenWindow.waitUntil(() ->
                salience.lookProperty()
                        .get()
                        .answer()
                        .filter(it -> it.held().isPresent())
                        .isPresent());
        SalienceLook both = salience.lookProperty().get().answer().orElseThrow();
        assertThat(both.salience().achieved()).isGreaterThan(0.14);
        assertThat(both.held().orElseThrow().salience().achieved()).isLessThan(0.06);
        MatrixWindow part = new MatrixWindow(8, 24, 16, 40);
        OpenWindow.onScreen(() -> {
            salience.windowProperty().set(Optional.of(part));
            return true;
        });
        OpenWindow.waitUntil(() ->
                salience.lookProperty().get().answer().orElseThrow().map().window().equals(part));
        SalienceLook closer = salience.lookProperty().get().answer().orElseThrow();
        assertThat(closer.held().orElseThrow().map().window()).isEqualTo(part);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(salience.windowProperty().get()).contains(part);
    }

    @Test
    void inDepthBHasItsOwnErrorsAndGrid() throws Exception {
        window.press(KeyCode.CONTROL, KeyCode.H);
        setAlpha("15 %");
        showPage("depth");
        var depth = window.model().depth();
        OpenWindow.waitUntil(() ->
                depth.lookProperty().get().current()
                        && depth.lookProperty()
                                .get()
                                .answer()
                                .filter(it -> it.held().isPresent())
                                .isPresent());
        var look = depth.lookProperty().get().answer().orElseThrow();
        var held = look.held().orElseThrow();
        assertThat(held.report().error().nmse()).isNotEqualTo(look.report().error().nmse());
        assertThat(held.after().bins()).isEqualTo(look.after().bins());
        assertThat(held.residuals().residuals().edge(0))
                .isEqualTo(look.residuals().residuals().edge(0));
        assertThat(window.text("depth-facts")).contains(" · B ");
    }

    @Test
    void singularValuesOfBsErrorStandBesideThoseOfA() throws Exception {
        fire("compare-split");
        setAlpha("15 %");
        showPage("depth");
        fire("depth-show-spectrum");
        OpenWindow.waitUntil(() ->
                spectrum().step() == SpectrumLook.Step.DONE
                        && spectrum().answer().orElseThrow().heldError().isPresent());
        var answer = spectrum().answer().orElseThrow();
        assertThat(answer.heldError().orElseThrow().norm()).isNotEqualTo(answer.error().norm());
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(window.text("spectrum-figures")).contains("\nB  ");
    }

    private SpectrumLook spectrum() {
        return window.model().spectrum().lookProperty().get();
    }

    @Test
    void theRecipePageListsTheRulesOfBothAndWhatDiffers() throws Exception {
        window.press(KeyCode.CONTROL, KeyCode.H);
        setAlpha("15 %");
        showPage("recipe");
        OpenWindow.waitUntil(() -> window.text("recipe-diff-summary").contains("35 tensors"));
        assertThat(window.node("held-rules").isVisible()).isTrue();
        assertThat(window.<javafx.scene.control.ListView<?>>node("held-rule-list").getItems())
                .hasSize(1);
        assertThat(window.text("held-decision")).isNotEqualTo(window.text("rule-decision"));
        window.press(KeyCode.F2);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(window.node("rule-form").isDisabled()).isTrue();
        window.press(KeyCode.F2);
        assertThat(window.node("rule-form").isDisabled()).isFalse();
        window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.D);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(window.node("held-rules").isVisible()).isFalse();
        assertThat(window.model().rules().comparedProperty().get()).isEmpty();
    }

    @Test
    void numbersComeBackAsTallAsTheyWere() throws Exception {
        double height = window.node("numbers").getLayoutBounds().getHeight();
        assertThat(height).isGreaterThan(100);
        showPage("recipe");
        showPage("distribution");
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(window.node("numbers").getLayoutBounds().getHeight()).isEqualTo(height);
    }

    @Test
    void theListOfKeysNamesThem() throws Exception {
        OpenWindow.onScreen(() -> {
            window.<Button>node("button-help-keys").fire();
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(
                        window.stage().getScene().getRoot().lookupAll(".label").stream()
                                .map(node -> ((javafx.scene.control.Labeled) node).getText()))
                .contains("Hold the recipe as B", "Show B in place of A", "Swap A and B");
    }

    private ToggleButton showMap() throws Exception {
        showPage("map");
        return window.node("map-difference");
    }

    private void showPage(String key) throws Exception {
        OpenWindow.onScreen(() -> {
            TabPane pages = window.node("pages");
            pages.getTabs().stream()
                    .filter(tab -> ("page-" + key).equals(tab.getId()))
                    .forEach(pages.getSelectionModel()::select);
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private List<String> heldColumns() throws Exception {
        return OpenWindow.onScreen(() ->
                window.<TreeTableView<?>>node("tensors").getVisibleLeafColumns().stream()
                        .map(column -> column.getId())
                        .filter(id -> id.endsWith(".held"))
                        .toList());
    }

    private void fire(String toggle) throws Exception {
        OpenWindow.onScreen(() -> {
            window.<ToggleButton>node(toggle).fire();
            return true;
        });
        window.settle();
    }

    private void setAlpha(String value) throws Exception {
        OpenWindow.onScreen(() -> {
            TextField field = window.node("field-alpha");
            field.setText(value);
            field.fireEvent(new javafx.event.ActionEvent());
            return true;
        });
        window.settle();
    }

    private void send(javafx.event.EventType<KeyEvent> type) throws Exception {
        OpenWindow.onScreen(() -> {
            javafx.event.Event.fireEvent(
                    window.node("tensors"),
                    new KeyEvent(type, "", "", KeyCode.F2, false, false, false, false));
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }
}
