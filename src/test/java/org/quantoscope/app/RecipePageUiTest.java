package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.LayerSelector;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeCodec;
import org.quantoscope.recipe.Rule;
import org.quantoscope.ui.model.RecipeEditor;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

import java.util.List;
import java.util.OptionalInt;

/** The page of the recipe, used as a user would. */
class RecipePageUiTest {
    private static final LayerSelector DOWN = LayerSelector.glob("*down*");
    private static final LayerSelector LAYER = LayerSelector.glob("*layers.0.*");
    private static final LayerSelector EVERY = LayerSelector.glob("*");

    private final FxRobot robot = new FxRobot();
    private OpenWindow window;

    @BeforeEach
    void openPage() throws Exception {
        window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT));
        window.openSample();
        OpenWindow.onScreen(() -> {
            var editor = window.model().editor();
            var five =
                    org.quantoscope.quant.SpecField.BITS.with(editor.recipe().defaultSpec(), "5");
            editor.load(
                    editor.recipe()
                            .withRules(
                                    List.of(
                                            new Rule(DOWN, five),
                                            new Rule(LAYER, TensorSpec.KEEP),
                                            new Rule(EVERY, five))));
            window.model().pageProperty().set("recipe");
            return true;
        });
        counted();
    }

    @AfterEach
    void closeWindow() throws Exception {
        window.close();
    }

    @Test
    void aRuleThatIsDraggedDownDecidesAndUndoPutsItBack() throws Exception {
        Recipe before = recipe();
        select(1);
        robot.drag(cell(1)).moveBy(0, 20).moveTo(cell(3)).moveBy(0, 8).drop();
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(matches()).containsExactly(LAYER, EVERY, DOWN);
        counted();
        undo();
        assertThat(recipe()).isEqualTo(before);
    }

    @Test
    void altWithTheArrowKeysMovesARuleAndTheDefaultStaysFirst() throws Exception {
        select(2);
        window.focus("rule-list");
        window.press(KeyCode.ALT, KeyCode.UP);
        assertThat(matches()).containsExactly(LAYER, DOWN, EVERY);
        window.press(KeyCode.ALT, KeyCode.UP);
        assertThat(matches()).containsExactly(LAYER, DOWN, EVERY);
        window.press(KeyCode.ALT, KeyCode.DOWN);
        window.press(KeyCode.ALT, KeyCode.DOWN);
        assertThat(matches()).containsExactly(DOWN, EVERY, LAYER);
        select(0);
        window.press(KeyCode.ALT, KeyCode.DOWN);
        assertThat(matches()).containsExactly(DOWN, EVERY, LAYER);
    }

    @Test
    void showsWhichRuleDecidesTheShownTensorAndWhichLost() throws Exception {
        assertThat(window.text("rule-decision")).contains("rule 3 of 3").contains("lost: 2");
        select(3);
        window.focus("rule-list");
        window.press(KeyCode.SPACE);
        counted();
        assertThat(recipe().rules().get(2).enabled()).isFalse();
        assertThat(window.text("rule-decision")).contains("rule 2 of 3").contains("off: 3");
        undo();
        assertThat(recipe().rules().get(2).enabled()).isTrue();
    }

    @Test
    void countsWhatEachRuleMatchesAndDecides() throws Exception {
        assertThat(lines())
                .extracting(line -> line.replaceAll(".*\\t(\\d*\\t\\d+)$", "$1"))
                .containsExactly("\t0", "5\t0", "9\t0", "47\t47");
    }

    @Test
    void conditionsAndSpecificationAreEditedAsText() throws Exception {
        select(1);
        type("rule-name", "*gate*");
        type("rule-first", "1");
        type("rule-spec", "rtn bits 3");
        Rule edited = recipe().rules().getFirst();
        assertThat(edited.match()).hasToString("name *gate*, layers 1–last");
        assertThat(edited.spec())
                .isEqualTo(
                        org.quantoscope.quant.Preset.RTN.at(new org.quantoscope.quant.BitWidth(3)));
        undo();
        undo();
        undo();
        assertThat(matches()).containsExactly(DOWN, LAYER, EVERY);
    }

    @Test
    void whatCannotBeReadIsRefusedInOneLineAndChangesNothing() throws Exception {
        Recipe before = recipe();
        select(1);
        type("rule-spec", "awq bits 4");
        assertThat(window.text("rule-refusal")).startsWith("“awq” is unknown").doesNotContain("\n");
        window.press(KeyCode.ESCAPE);
        type("rule-first", "three");
        assertThat(window.text("rule-refusal")).contains("whole number from 0 on, was “three”");
        window.press(KeyCode.ESCAPE);
        type("rule-regex", "(");
        assertThat(window.text("rule-refusal")).contains("regex is malformed");
        window.press(KeyCode.ESCAPE);
        type("rule-regex", "(.*.*.*.*.*.*.*.*)*x");
        OpenWindow.waitUntil(() -> window.text("rule-refusal").contains("backtracks too much"));
        assertThat(recipe()).isEqualTo(before);
    }

    @Test
    void knobsEditTheRuleThatTheyAreCalledFor() throws Exception {
        select(1);
        fire("rule-knobs");
        OpenWindow.onScreen(() -> {
            window.model().editor().set(org.quantoscope.quant.SpecField.BITS, "6");
            return true;
        });
        assertThat(recipe().rules().getFirst().spec())
                .isEqualTo(org.quantoscope.quant.SpecField.BITS.with(recipe().defaultSpec(), "6"));
        OpenWindow.onScreen(() -> {
            window.model().editor().moveRule(0, 2);
            return true;
        });
        assertThat(window.model().editor().editedRule()).isEqualTo(OptionalInt.of(2));
        OpenWindow.onScreen(() -> {
            window.model().editor().removeRule(2);
            return true;
        });
        assertThat(window.model().editor().scopeProperty().get()).isEqualTo(RecipeEditor.Scope.ALL);
    }

    @Test
    void aNewRuleChangesNoTensorUntilItIsWritten() throws Exception {
        var tensors = window.model().session().orElseThrow().tensors();
        var before = tensors.stream().map(recipe()::specFor).toList();
        select(3);
        fire("recipe-add");
        assertThat(recipe().rules()).hasSize(4);
        assertThat(tensors.stream().map(recipe()::specFor).toList()).isEqualTo(before);
        window.focus("rule-list");
        assertThat(tensors.stream().map(recipe()::specFor).toList()).isEqualTo(before);
        window.press(KeyCode.DELETE);
        assertThat(matches()).containsExactly(DOWN, LAYER, EVERY);
    }

    @Test
    void selectedTensorsGetRulesOfTheirOwnAndADuplicateStandsBehind() throws Exception {
        String name = window.model().shown().orElseThrow().name();
        fire("recipe-override");
        assertThat(matches()).containsExactly(DOWN, LAYER, EVERY, LayerSelector.named(name));
        counted();
        assertThat(window.text("rule-decision")).contains("rule 4 of 4");
        window.focus("rule-list");
        window.press(KeyCode.CONTROL, KeyCode.D);
        assertThat(matches()).hasSize(5).endsWith(LayerSelector.named(name));
    }

    @Test
    void aCopiedRecipeIsPastedAgainAndBadTextIsRefused() throws Exception {
        Recipe before = recipe();
        fire("recipe-copy");
        String json = OpenWindow.onScreen(() -> Clipboard.getSystemClipboard().getString());
        assertThat(RecipeCodec.read(json)).isEqualTo(before);
        OpenWindow.onScreen(() -> {
            window.model().editor().removeRule(0);
            return true;
        });
        fire("recipe-paste");
        OpenWindow.waitUntil(() -> recipe().equals(before));
        OpenWindow.onScreen(() -> {
            org.quantoscope.ui.control.ClipboardText.copy("[1]");
            return true;
        });
        fire("recipe-paste");
        OpenWindow.waitUntil(() -> window.text("notice-text").contains("clipboard: recipe"));
        assertThat(recipe()).isEqualTo(before);
    }

    @Test
    void tellsWhatDiffersFromTheRecipeAtOpening() throws Exception {
        OpenWindow.onScreen(() -> {
            var compare = window.<javafx.scene.control.MenuButton>node("recipe-compare");
            compare.getItems().getFirst().fire();
            return true;
        });
        OpenWindow.waitUntil(
                () -> window.text("recipe-diff-summary").startsWith("Since opening: 47 tensors"));
        List<String> found = window.<ListView<String>>node("recipe-diff-lines").getItems();
        assertThat(found).anyMatch(it -> it.contains("layers 0–4: 4 bit → 5 bit"));
        assertThat(found).contains("rule 1 added — name *down*: 5 bit row α 5 %");
    }

    private void select(int line) throws Exception {
        OpenWindow.onScreen(() -> {
            ListView<?> list = window.node("rule-list");
            list.getSelectionModel().clearAndSelect(line);
            list.getFocusModel().focus(line);
            return true;
        });
    }

    private Node cell(int line) throws Exception {
        return OpenWindow.onScreen(() ->
                window.node("rule-list").lookupAll(".rule-cell").stream()
                        .map(javafx.scene.control.ListCell.class::cast)
                        .filter(cell -> !cell.isEmpty() && cell.getIndex() == line)
                        .findFirst()
                        .orElseThrow());
    }

    private void type(String field, String words) throws Exception {
        OpenWindow.onScreen(() -> {
            TextField at = window.node(field);
            at.requestFocus();
            at.setText(words);
            at.fireEvent(new javafx.event.ActionEvent());
            return true;
        });
        if (!field.equals("rule-regex")) {
            WaitForAsyncUtils.waitForFxEvents();
        }
    }

    private void fire(String button) throws Exception {
        OpenWindow.onScreen(() -> {
            window.<Button>node(button).fire();
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void undo() throws Exception {
        OpenWindow.onScreen(() -> {
            window.model().editor().history().undo();
            return true;
        });
    }

    private void counted() throws Exception {
        OpenWindow.waitUntil(() ->
                window.model()
                        .rules()
                        .factsProperty()
                        .get()
                        .map(it -> it.recipe().equals(recipe()) && it.trace().isPresent())
                        .orElse(false));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private Recipe recipe() {
        return window.model().editor().recipe();
    }

    private List<LayerSelector> matches() {
        return recipe().rules().stream().map(Rule::match).toList();
    }

    private List<String> lines() throws Exception {
        window.focus("rule-list");
        window.press(KeyCode.CONTROL, KeyCode.C);
        String text = OpenWindow.onScreen(() -> Clipboard.getSystemClipboard().getString());
        return text.lines().skip(1).toList();
    }
}
