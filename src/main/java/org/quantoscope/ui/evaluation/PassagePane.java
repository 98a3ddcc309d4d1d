package org.quantoscope.ui.evaluation;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory.IntegerSpinnerValueFactory;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.control.WrapRow;
import org.quantoscope.ui.model.EvaluationModel;
import org.quantoscope.ui.model.EvaluationRow;
import org.quantoscope.ui.model.TokenLoss;
import org.quantoscope.ui.text.Texts;

import java.util.List;
import java.util.Optional;

/** The text of one window, coloured by where the recipe lost most of what the original knew. */
final class PassagePane extends VBox {
    private final EvaluationModel evaluation;
    private final IntegerSpinnerValueFactory numbers = new IntegerSpinnerValueFactory(1, 1);
    private final Spinner<Integer> window = new Spinner<>(numbers);
    private final Button worst = new Button(Texts.text("passage.worst"));
    private final Label of = new Label();
    private final LossText text = new LossText(this::read);
    private final ScrollPane scroll = new ScrollPane(text);
    private final Label reading = new Label();
    private Optional<EvaluationRow> shown = Optional.empty();
    private boolean setting;

    PassagePane(EvaluationModel evaluation) {
        this.evaluation = evaluation;
        setId("passage");
        reading.setId("passage-reading");
        reading.getStyleClass().add("reading");
        reading.setWrapText(true);
        reading.setMaxWidth(Double.MAX_VALUE);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("text-scroll");
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(tools(), scroll, reading);
        numbers.valueProperty()
                .subscribe((before, now) -> {
                    if (!setting && now != null) {
                        look();
                    }
                });
        show(Optional.empty());
    }

    private Node tools() {
        window.setId("passage-window");
        window.setEditable(true);
        window.setPrefWidth(78);
        window.setMinWidth(78);
        window.setAccessibleText(Texts.text("passage.window"));
        window.getEditor().setAccessibleText(Texts.text("passage.window"));
        Tips.set(window, Texts.text("passage.window.hint"));
        Tips.set(window.getEditor(), Texts.text("passage.window.hint"));
        Label label = new Label(Texts.text("passage.window"));
        label.getStyleClass().add("hint");
        label.setLabelFor(window);
        label.setMinWidth(USE_PREF_SIZE);
        of.getStyleClass().add("hint");
        of.setMinWidth(USE_PREF_SIZE);
        worst.setId("passage-worst");
        worst.getStyleClass().add("small");
        worst.setMinWidth(USE_PREF_SIZE);
        Tips.set(worst, Texts.text("passage.worst.hint"));
        worst.setOnAction(event -> shown.flatMap(EvaluationRow::done).ifPresent(this::showWorst));
        HBox place = new HBox(6, label, window, of, worst);
        place.setAlignment(Pos.CENTER_LEFT);
        WrapRow tools = new WrapRow(9, place).addRight(legend());
        tools.getStyleClass().add("chart-tools");
        return tools;
    }

    /** From most gained to most lost, with the losses at which colours change. */
    private static Node legend() {
        HBox legend = new HBox(2);
        legend.setAlignment(Pos.CENTER_LEFT);
        legend.getChildren().add(small(Texts.text("passage.gained")));
        int most = LossText.STEPS.length;
        for (int step = -most; step <= most; step++) {
            if (step == 0) {
                legend.getChildren().add(small("0"));
                continue;
            }
            Label chip = small(Figures.significant(LossText.STEPS[Math.abs(step) - 1], 1));
            chip.getStyleClass().addAll("loss-chip", "chip-" + LossText.style(step));
            legend.getChildren().add(chip);
        }
        legend.getChildren().add(small(Texts.text("passage.lost")));
        Label whole = new Label("", legend);
        whole.setMinWidth(USE_PREF_SIZE);
        whole.setAccessibleText(Texts.text("passage.legend.hint"));
        Tips.set(whole, Texts.text("passage.legend.hint"));
        return whole;
    }

    private static Label small(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("hint");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    /** Shows a line of the table from its worst window on; nothing for none. */
    void show(Optional<EvaluationRow> row) {
        Optional<EvaluationRow> next = row.filter(it -> it.done().isPresent() && !it.isOriginal());
        if (next.isPresent() && next.equals(shown)) {
            return;
        }
        shown = next;
        window.setDisable(next.isEmpty());
        worst.setDisable(next.isEmpty());
        next.flatMap(EvaluationRow::done).ifPresentOrElse(this::showWorst, this::clear);
    }

    private void clear() {
        text.show(List.of());
        of.setText("");
        reading.setText(Texts.text("passage.empty"));
    }

    private void showWorst(EvaluationRow.Done done) {
        int most = 0;
        for (int i = 0; i < done.windows().size(); i++) {
            most = loss(done, i) > loss(done, most) ? i : most;
        }
        showWindow(most);
    }

    private static double loss(EvaluationRow.Done done, int window) {
        return done.scores().windowNll()[window] - done.original().windowNll()[window];
    }

    /** Shows one window of the line, from 0. */
    void showWindow(int index) {
        shown.flatMap(EvaluationRow::done)
                .ifPresent(done -> {
                    setting = true;
                    numbers.setMax(done.windows().size());
                    numbers.setValue(Math.clamp(index, 0, done.windows().size() - 1) + 1);
                    setting = false;
                    look();
                });
    }

    private void look() {
        if (shown.isEmpty()) {
            return;
        }
        EvaluationRow row = shown.get();
        int index = numbers.getValue() - 1;
        of.setText(Texts.text("passage.of", row.done().orElseThrow().windows().size()));
        evaluation.look(
                row,
                index,
                tokens -> {
                    if (shown.equals(Optional.of(row)) && numbers.getValue() == index + 1) {
                        text.show(tokens);
                        scroll.setVvalue(0);
                    }
                });
        read(Optional.empty());
    }

    private void read(Optional<TokenLoss> token) {
        if (token.isPresent()) {
            reading.setText(PassageWords.of(token.get()));
        } else if (shown.isPresent()) {
            EvaluationRow.Done done = shown.get().done().orElseThrow();
            reading.setText(PassageWords.ofWindow(shown.get(), done, numbers.getValue() - 1));
        }
    }
}
