package org.quantoscope.ui.evaluation;

import javafx.collections.ListChangeListener;
import javafx.collections.SetChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.layout.HBox;

import org.quantoscope.ui.control.IconButton;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.control.WrapRow;
import org.quantoscope.ui.model.EvaluationTexts;
import org.quantoscope.ui.model.TextItem;
import org.quantoscope.ui.text.Texts;

import java.util.ArrayList;
import java.util.List;

/** The texts, each to be chosen; files and pasted words join them. */
final class TextsBar extends WrapRow {
    private final EvaluationTexts texts;
    private final Label title = new Label(Texts.text("evaluation.texts"));
    private final Button add = new Button(Texts.text("evaluation.add"));
    private final Button paste = new Button(Texts.text("evaluation.paste"));

    /**
     * @param askForFiles lets the user choose files, and adds them
     */
    TextsBar(EvaluationTexts texts, Runnable askForFiles) {
        super(9);
        this.texts = texts;
        setId("evaluation-texts");
        getStyleClass().add("chart-tools");
        title.getStyleClass().add("hint");
        title.setMinWidth(USE_PREF_SIZE);
        dress(add, "add", askForFiles);
        dress(paste, "paste", this::paste);
        texts.items().addListener((ListChangeListener<TextItem>) change -> show());
        texts.chosen().addListener((SetChangeListener<TextItem>) change -> show());
        show();
    }

    private static void dress(Button button, String key, Runnable action) {
        button.setId("evaluation-" + key);
        button.getStyleClass().add("small");
        button.setMinWidth(USE_PREF_SIZE);
        Tips.set(button, Texts.text("evaluation." + key + ".hint"));
        button.setOnAction(event -> action.run());
    }

    /** Takes what the clipboard holds as a text. */
    void paste() {
        String words = Clipboard.getSystemClipboard().getString();
        texts.paste(words == null ? "" : words);
    }

    private void show() {
        List<Node> nodes = new ArrayList<>();
        nodes.add(title);
        texts.items().forEach(item -> nodes.add(choice(item)));
        nodes.add(add);
        nodes.add(paste);
        // A box that is ticked must keep the keyboard.
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        String focused = owner == null || owner.getId() == null ? "" : owner.getId();
        getChildren().setAll(nodes);
        nodes.stream()
                .map(node -> focused.isEmpty() ? null : node.lookup("#" + focused))
                .filter(node -> node != null)
                .findFirst()
                .ifPresent(Node::requestFocus);
    }

    private Node choice(TextItem item) {
        CheckBox box = new CheckBox(item.name());
        box.setId("evaluation-text-" + texts.items().indexOf(item));
        box.setSelected(texts.chosen().contains(item));
        box.setMinWidth(USE_PREF_SIZE);
        Tips.set(box, item.origin());
        box.setOnAction(event -> texts.setChosen(item, box.isSelected()));
        if (item.bundled()) {
            return box;
        }
        HBox both =
                new HBox(
                        2,
                        box,
                        new IconButton(
                                "close",
                                Texts.text("evaluation.text.remove", item.name()),
                                () -> texts.remove(item)));
        both.getStyleClass().add("evaluation-text");
        return both;
    }
}
