package org.quantoscope.ui.evaluation;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.RecipeWords;
import org.quantoscope.ui.model.Speech;
import org.quantoscope.ui.model.SpeechModel;
import org.quantoscope.ui.text.Texts;

import java.util.List;

/** Whether a recipe still speaks: what it and the original say after a prompt, side by side. */
final class SpeechPane extends VBox {
    private static final int MOST_TOKENS = 2000;

    private final SpeechModel model;
    private final TextField prompt = new TextField(Texts.text("speech.prompt.first"));
    private final Spinner<Integer> tokens = new Spinner<>(1, MOST_TOKENS, 80, 10);
    private final Button speak = new Button(Texts.text("speech.run"));
    private final TextFlow original = flow("original");
    private final TextFlow quantized = flow("recipe");
    private final Label recipe = new Label();
    private final Label reading = new Label();

    SpeechPane(SpeechModel model) {
        this.model = model;
        setId("speech");
        getStyleClass().add("speech-pane");
        reading.setId("speech-reading");
        reading.getStyleClass().add("reading");
        reading.setWrapText(true);
        reading.setMaxWidth(Double.MAX_VALUE);
        Node sides = sides();
        VBox.setVgrow(sides, Priority.ALWAYS);
        getChildren().addAll(tools(), sides, reading);
        model.speechProperty().subscribe(this::show);
    }

    private Node tools() {
        prompt.setId("speech-prompt");
        prompt.setAccessibleText(Texts.text("speech.prompt"));
        prompt.setPromptText(Texts.text("speech.prompt"));
        prompt.setMinWidth(120);
        Tips.set(prompt, Texts.text("speech.prompt.hint"));
        prompt.setOnAction(event -> speak());
        HBox.setHgrow(prompt, Priority.ALWAYS);
        tokens.setId("speech-tokens");
        tokens.setEditable(true);
        tokens.setPrefWidth(82);
        tokens.setMinWidth(82);
        tokens.setAccessibleText(Texts.text("speech.tokens"));
        tokens.getEditor().setAccessibleText(Texts.text("speech.tokens"));
        Tips.set(tokens.getEditor(), Texts.text("speech.tokens.hint"));
        Tips.set(tokens, Texts.text("speech.tokens.hint"));
        Label label = new Label(Texts.text("speech.tokens"));
        label.setLabelFor(tokens);
        label.getStyleClass().add("hint");
        label.setMinWidth(USE_PREF_SIZE);
        speak.setId("speech-run");
        speak.getStyleClass().addAll("small", "accent");
        speak.setMinWidth(USE_PREF_SIZE);
        Tips.set(speak, Texts.text("speech.run.hint"));
        speak.setOnAction(event -> {
            if (model.speechProperty().get().running()) {
                model.cancel();
            } else {
                speak();
            }
        });
        HBox tools = new HBox(6, prompt, tokens, label, speak);
        tools.setAlignment(Pos.CENTER_LEFT);
        tools.getStyleClass().add("chart-tools");
        return tools;
    }

    private Node sides() {
        GridPane sides = new GridPane();
        sides.getStyleClass().add("speech-sides");
        for (int i = 0; i < 2; i++) {
            ColumnConstraints half = new ColumnConstraints();
            half.setPercentWidth(50);
            sides.getColumnConstraints().add(half);
        }
        Label first = new Label(Texts.text("evaluation.original"));
        first.getStyleClass().addAll("table-title", "before-colour");
        recipe.getStyleClass().addAll("table-title", "after-colour");
        recipe.setMinWidth(0);
        sides.add(first, 0, 0);
        sides.add(recipe, 1, 0);
        sides.add(scrolled(original, "original"), 0, 1);
        sides.add(scrolled(quantized, "recipe"), 1, 1);
        return sides;
    }

    private static TextFlow flow(String key) {
        TextFlow flow = new TextFlow();
        flow.setId("speech-" + key);
        flow.getStyleClass().add("speech-text");
        return flow;
    }

    private static ScrollPane scrolled(TextFlow flow, String key) {
        ScrollPane scroll = new ScrollPane(flow);
        scroll.setFitToWidth(true);
        scroll.setAccessibleText(Texts.text("speech.said." + key));
        Tips.set(scroll, Texts.text("speech.said." + key));
        scroll.getStyleClass().add("text-scroll");
        GridPane.setVgrow(scroll, Priority.ALWAYS);
        return scroll;
    }

    private void speak() {
        // What is typed into a spinner counts only when it is committed.
        tokens.commitValue();
        model.speak(prompt.getText(), tokens.getValue());
    }

    private void show(Speech speech) {
        speak.setText(Texts.text(speech.running() ? "speech.stop" : "speech.run"));
        recipe.setText(speech.recipe().map(RecipeWords::brief).orElse(Texts.text("speech.recipe")));
        Tips.set(recipe, recipe.getText());
        int at = speech.differs() ? speech.firstDifference() : Integer.MAX_VALUE;
        show(original, speech, speech.original(), at);
        show(quantized, speech, speech.quantized(), at);
        reading.setText(reading(speech));
    }

    private static void show(TextFlow flow, Speech speech, Speech.Said said, int difference) {
        List<String> texts = said.texts();
        int same = Math.min(difference, texts.size());
        int behind =
                Math.min(difference == Integer.MAX_VALUE ? same : difference + 1, texts.size());
        flow.getChildren()
                .setAll(
                        text(speech.prompt(), "speech-prompt"),
                        text(String.join("", texts.subList(0, same)), "speech-same"),
                        text(String.join("", texts.subList(same, behind)), "speech-difference"),
                        text(String.join("", texts.subList(behind, texts.size())), "speech-behind"),
                        text(said.ended() ? Texts.text("speech.end") : "", "speech-prompt"));
        flow.setAccessibleText(speech.prompt() + String.join("", texts));
    }

    private static Text text(String words, String style) {
        Text text = new Text(words);
        text.getStyleClass().add(style);
        return text;
    }

    private static String reading(Speech speech) {
        if (speech.isEmpty()) {
            return Texts.text("speech.empty");
        }
        String so =
                speech.differs()
                        ? Texts.text("speech.differs", speech.firstDifference() + 1)
                        : Texts.text("speech.same", speech.firstDifference());
        return speech.failure().map(why -> why + " " + so).orElse(so);
    }
}
