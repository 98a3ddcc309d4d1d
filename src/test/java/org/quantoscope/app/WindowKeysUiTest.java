package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quantoscope.quant.SpecField;
import org.quantoscope.tensor.TensorInfo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The window without a mouse. */
class WindowKeysUiTest {
    private OpenWindow window;

    @BeforeEach
    void openWindow() throws Exception {
        window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT));
        window.openSample();
    }

    @AfterEach
    void closeWindow() throws Exception {
        window.close();
    }

    @Test
    void thePictureIsOfAChartOnThePageAtHand() throws Exception {
        CentrePages pages = window.node("pages");
        for (String page : List.of("map", "tradeoff", "evaluation", "salient", "depth")) {
            OpenWindow.onScreen(() -> {
                pages.show(page);
                return true;
            });
            window.settle();
            Node button = OpenWindow.onScreen(() -> pages.savesPicture().orElseThrow());
            assertThat(isIn(button, pages.shown().node())).as(page).isTrue();
        }
        OpenWindow.onScreen(() -> {
            pages.show("recipe");
            return true;
        });
        window.settle();
        assertThat(OpenWindow.onScreen(pages::savesPicture)).isEmpty();
        window.press(KeyCode.CONTROL, KeyCode.P);
        assertThat(window.text("notice-text")).startsWith("This page has no chart");
    }

    private static boolean isIn(Node node, Node whole) {
        return node == whole || node.getParent() != null && isIn(node.getParent(), whole);
    }

    @Test
    void aRecipeIsHeldAlsoFromATextField() throws Exception {
        window.focus("filter");
        window.press(KeyCode.CONTROL, KeyCode.H);
        OpenWindow.waitUntil(() -> window.model().comparison().heldProperty().get().isPresent());
    }

    @Test
    void tabGoesThroughTheWindowAsItIsRead() throws Exception {
        window.focus("button-file-export");
        List<String> visited = new ArrayList<>();
        do {
            visited.add(window.focused());
            window.press(KeyCode.TAB);
        } while (!window.focused().equals("button-file-export") && visited.size() < 60);
        List<String> knobs =
                SpecField.ALL.stream()
                        .flatMap(field ->
                                field.isContinuous()
                                        ? List.of("field-" + field.key(), "slider-" + field.key())
                                                .stream()
                                        : List.of("choice-" + field.key()).stream())
                        .toList();
        List<String> expected = new ArrayList<>();
        expected.addAll(List.of("button-file-export", "compare-split"));
        expected.addAll(List.of("button-view-theme", "button-help-keys"));
        expected.addAll(List.of("filter", "tensors"));
        expected.add("pages");
        expected.addAll(List.of("chart-fit", "chart-reset-zoom", "chart-save-picture"));
        expected.addAll(List.of("toggle-control", "toggle-log", "bins", "chart"));
        expected.addAll(List.of("scope-all", "scope-selection", "presets", "keep"));
        expected.addAll(knobs);
        expected.addAll(List.of("rules", "button-file-open"));
        assertThat(visited).containsExactlyElementsOf(expected);
    }

    @Test
    void everyKnobCanBeChangedByArrowKeys() throws Exception {
        for (SpecField field : SpecField.ALL) {
            var before = window.model().editor().recipe();
            String id = (field.isContinuous() ? "slider-" : "choice-") + field.key();
            window.focus(id);
            if (field.isContinuous()) {
                double at = window.<Slider>node(id).getValue();
                window.press(KeyCode.LEFT);
                assertThat(window.<Slider>node(id).getValue()).isLessThan(at);
            } else {
                boolean last = isLast(window.node(id));
                window.press(last ? KeyCode.UP : KeyCode.DOWN);
            }
            assertThat(window.model().editor().recipe()).as(field.title()).isNotEqualTo(before);
            // A layout fixes what the next knobs would change.
            OpenWindow.onScreen(() -> {
                window.model().editor().load(before);
                return true;
            });
        }
    }

    private static boolean isLast(ComboBox<?> box) {
        return box.getSelectionModel().getSelectedIndex() == box.getItems().size() - 1;
    }

    @Test
    void lettersTypedInTheTableFilterItAndDownLeadsBack() throws Exception {
        window.focus("tensors");
        window.press(KeyCode.D);
        window.press(KeyCode.O);
        window.press(KeyCode.W);
        window.press(KeyCode.N);
        assertThat(window.<TextField>node("filter").getText()).isEqualTo("down");
        assertThat(window.<TreeTableView<?>>node("tensors").getExpandedItemCount()).isEqualTo(10);
        window.press(KeyCode.DOWN);
        window.settle();
        assertThat(window.focused()).isEqualTo("tensors");
        assertThat(window.model().shown().map(TensorInfo::name))
                .contains("model.layers.0.mlp.down_proj.weight");
        window.press(KeyCode.ESCAPE);
        assertThat(window.<TextField>node("filter").getText()).isEmpty();
        assertThat(window.model().shown().map(TensorInfo::name))
                .contains("model.layers.0.mlp.down_proj.weight");
    }

    @Test
    void copiesTheSelectedTensorsForASpreadsheet() throws Exception {
        window.focus("tensors");
        window.press(KeyCode.SHIFT, KeyCode.DOWN);
        window.settle();
        window.press(KeyCode.CONTROL, KeyCode.C);
        String text = OpenWindow.onScreen(() -> Clipboard.getSystemClipboard().getString());
        assertThat(text.lines().map(line -> line.split("\t", -1).length)).containsOnly(11);
        assertThat(text.lines().skip(1).map(line -> line.split("\t")[0]))
                .containsExactly(
                        "model.layers.0.self_attn.q_proj.weight",
                        "model.layers.0.self_attn.k_proj.weight");
        assertThat(text).contains("SQNR (dB)").contains("64×64");
    }

    @Test
    void aSortedTableKeepsTheSelectionAndGoesBackToTheModelsOrder() throws Exception {
        List<String> model = names();
        var selected = List.copyOf(window.model().selection());
        OpenWindow.onScreen(() -> {
            TreeTableView<Object> table = window.node("tensors");
            TreeTableColumn<Object, ?> sqnr =
                    table.getColumns().stream()
                            .filter(column -> "column-sqnr".equals(column.getId()))
                            .findFirst()
                            .orElseThrow();
            table.getSortOrder().setAll(List.of(sqnr));
            return true;
        });
        assertThat(names()).isNotEqualTo(model).last().isEqualTo(model.getLast());
        assertThat(window.model().selection()).isEqualTo(selected);
        OpenWindow.onScreen(() -> {
            window.<TreeTableView<?>>node("tensors").getSortOrder().clear();
            return true;
        });
        assertThat(names()).isEqualTo(model);
    }

    @Test
    void theCardOfKeysGivesTheKeyboardBack() throws Exception {
        window.focus("field-alpha");
        window.press(KeyCode.F1);
        assertThat(window.node("help").isVisible()).isTrue();
        window.press(KeyCode.ESCAPE);
        assertThat(window.node("help").isVisible()).isFalse();
        assertThat(window.focused()).isEqualTo("field-alpha");
    }

    @Test
    void theChartIsReadBinByBinInTheSameWordsAsUnderTheMouse() throws Exception {
        window.focus("chart");
        String hint = window.text("reading");
        window.press(KeyCode.HOME);
        String first = window.text("reading");
        assertThat(first).startsWith("w").contains("before").contains("salient");
        assertThat(window.<Node>node("chart").getAccessibleText()).isEqualTo(first);
        window.press(KeyCode.RIGHT);
        assertThat(window.text("reading")).startsWith("w").isNotEqualTo(first);
        window.press(KeyCode.ESCAPE);
        assertThat(window.text("reading")).isEqualTo(hint);
        window.press(KeyCode.F1);
        assertThat(
                        window.node("help").lookupAll(".label").stream()
                                .map(label -> ((Label) label).getText()))
                .contains("Read bin by bin");
    }

    @Test
    void everyRulesRemovalHasANameOfItsOwn() throws Exception {
        OpenWindow.onScreen(() -> {
            window.<ToggleButton>node("scope-selection").fire();
            window.<Slider>node("slider-alpha").setValue(0.1);
            var tensors = window.model().session().orElseThrow().tensors();
            window.model().selection().setAll(tensors.get(3));
            window.<Slider>node("slider-alpha").setValue(0.12);
            // Rules get their lines when somebody looks.
            window.model().pageProperty().set("recipe");
            return true;
        });
        window.settle();
        OpenWindow.waitUntil(() -> window.node("remove-rule-2") != null);
        List<String> names =
                OpenWindow.onScreen(() ->
                        IntStream.of(1, 2)
                                .mapToObj(i -> window.<Node>node("remove-rule-" + i))
                                .map(Node::getAccessibleText)
                                .toList());
        assertThat(names).doesNotHaveDuplicates();
        assertThat(names.getFirst()).contains("self_attn.q_proj");
    }

    @Test
    void everyMenuAndEntryHasALetterOfItsOwn() {
        MenuBar bar = window.node("menu");
        assertThat(letters(bar.getMenus())).doesNotContain("").doesNotHaveDuplicates();
        for (Menu menu : bar.getMenus()) {
            assertThat(letters(menu.getItems()))
                    .as(menu.getText())
                    .doesNotContain("")
                    .doesNotHaveDuplicates();
        }
    }

    /** What follows the underscore of each text; empty where there is none. */
    private static List<String> letters(List<? extends MenuItem> items) {
        return items.stream()
                .filter(item -> !(item instanceof SeparatorMenuItem))
                .map(item -> item.getText().replaceFirst("^[^_]*_?", ""))
                .map(rest -> rest.isEmpty() ? "" : rest.substring(0, 1).toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Every visible line as it reads to a person. */
    private List<String> names() throws Exception {
        return OpenWindow.onScreen(() -> {
            TreeTableView<?> table = window.node("tensors");
            var names = table.getColumns().getFirst();
            return IntStream.range(0, table.getExpandedItemCount())
                    .mapToObj(row -> String.valueOf(names.getCellData(row)))
                    .toList();
        });
    }
}
