package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuBar;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Spinner;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What a screen reader says of the window: everything that takes the keyboard has a name. */
class ScreenReaderUiTest {
    private static final Set<String> MADE_OF = Set.of("VirtualScrollBar", "TabControlButtons");

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
    void everythingThatTakesTheKeyboardHasANameOnEveryPage() throws Exception {
        Map<String, List<String>> nameless = new HashMap<>();
        for (String page : window.window().pages()) {
            show(page);
            nameless.put(page, describe(nameless()));
        }
        assertThat(nameless).allSatisfy((page, nodes) -> assertThat(nodes).as(page).isEmpty());
    }

    @Test
    void everyControlSaysInOneSentenceWhatItIsFor() throws Exception {
        Map<String, List<String>> silent = new HashMap<>();
        for (String page : window.window().pages()) {
            show(page);
            silent.put(page, describe(silent()));
        }
        assertThat(silent).allSatisfy((page, nodes) -> assertThat(nodes).as(page).isEmpty());
    }

    @Test
    void cardsAndHintsHaveNamesToo() throws Exception {
        OpenWindow.onScreen(() -> {
            window.window().showHints();
            return true;
        });
        for (KeyCode[] keys :
                List.of(
                        new KeyCode[] {KeyCode.F1},
                        new KeyCode[] {KeyCode.CONTROL, KeyCode.K},
                        new KeyCode[] {KeyCode.CONTROL, KeyCode.E})) {
            window.press(keys);
            assertThat(describe(nameless())).isEmpty();
            window.press(KeyCode.ESCAPE);
        }
    }

    @Test
    void panesBelowEvaluationsHaveNamesToo() throws Exception {
        show("evaluation");
        for (int i = 0; i < 3; i++) {
            int tab = i;
            OpenWindow.onScreen(() -> {
                window.<TabPane>node("evaluation-tabs").getSelectionModel().select(tab);
                return true;
            });
            window.settle();
            assertThat(describe(nameless())).isEmpty();
            assertThat(describe(silent())).isEmpty();
        }
    }

    @Test
    void comparingAddsNothingWithoutAName() throws Exception {
        OpenWindow.onScreen(() -> {
            window.model().comparison().hold();
            window.model().comparison().splitProperty().set(true);
            return true;
        });
        window.settle();
        assertThat(describe(nameless())).isEmpty();
        assertThat(describe(silent())).isEmpty();
    }

    @Test
    void everyTermInALegendOrATitleIsExplained() throws Exception {
        for (String page : window.window().pages()) {
            show(page);
            List<String> unexplained =
                    OpenWindow.onScreen(() ->
                            all(root())
                                    .filter(ScreenReaderUiTest::isOnScreen)
                                    .filter(Label.class::isInstance)
                                    .filter(it ->
                                            it.getStyleClass().contains("legend")
                                                    || it.getStyleClass().contains("table-head"))
                                    .filter(it -> isBlank(it.getAccessibleHelp()))
                                    .map(it -> ((Label) it).getText())
                                    .filter(it -> !it.isEmpty())
                                    .toList());
            assertThat(unexplained).as(page).isEmpty();
        }
    }

    private void show(String page) throws Exception {
        OpenWindow.onScreen(() -> {
            window.model().pageProperty().set(page);
            return true;
        });
        window.settle();
    }

    private Parent root() {
        return window.stage().getScene().getRoot();
    }

    private List<Node> nameless() throws Exception {
        return OpenWindow.onScreen(() ->
                all(root())
                        .filter(ScreenReaderUiTest::isOnScreen)
                        .filter(Node::isFocusTraversable)
                        .filter(node -> isBlank(name(node, root())))
                        .toList());
    }

    /** Controls that people change or press, without help. */
    private List<Node> silent() throws Exception {
        return OpenWindow.onScreen(() ->
                all(root())
                        .filter(ScreenReaderUiTest::isOnScreen)
                        .filter(Node::isFocusTraversable)
                        .filter(Control.class::isInstance)
                        .filter(node -> !(node instanceof MenuBar || isContainer(node)))
                        .filter(node -> isBlank(node.getAccessibleHelp()))
                        .toList());
    }

    /** Tables and lists say in their heads and names what they are. */
    private static boolean isContainer(Node node) {
        return node instanceof TabPane
                || node instanceof TableView
                || node instanceof TreeTableView
                || node instanceof ListView
                || node instanceof SplitPane
                || node instanceof javafx.scene.control.ScrollPane;
    }

    private static List<String> describe(List<Node> nodes) {
        return nodes.stream()
                .map(node ->
                        node.getClass().getSimpleName()
                                + "#"
                                + node.getId()
                                + node.getStyleClass()
                                + (node instanceof Labeled it ? it.getText() : ""))
                .toList();
    }

    private static boolean isOnScreen(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static String name(Node node, Parent root) {
        if (!isBlank(node.getAccessibleText())) {
            return node.getAccessibleText();
        }
        if (node instanceof Labeled labeled && !isBlank(labeled.getText())) {
            return labeled.getText();
        }
        return all(root)
                .filter(Label.class::isInstance)
                .map(Label.class::cast)
                .filter(label -> label.getLabelFor() == node)
                .map(Label::getText)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    /** Every node but those that a control is made of, which are its own business. */
    private static Stream<Node> all(Node node) {
        boolean whole =
                node instanceof ComboBoxBase
                        || node instanceof TextField
                        || node instanceof Spinner
                        || node instanceof ScrollBar
                        || node instanceof MenuBar;
        List<Node> children = new ArrayList<>();
        if (node instanceof Parent parent && !whole) {
            children.addAll(parent.getChildrenUnmodifiable());
        }
        return Stream.concat(
                Stream.of(node),
                children.stream()
                        .filter(it -> !MADE_OF.contains(it.getClass().getSimpleName()))
                        .flatMap(ScreenReaderUiTest::all));
    }
}
