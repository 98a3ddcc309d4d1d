package org.quantoscope.ui.evaluation;

import javafx.beans.property.ObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.util.StringConverter;

import org.jspecify.annotations.Nullable;
import org.quantoscope.inference.Convention;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.control.WrapRow;
import org.quantoscope.ui.model.EvaluationModel;
import org.quantoscope.ui.model.EvaluationRow;
import org.quantoscope.ui.model.EvaluationSettings;
import org.quantoscope.ui.model.Notice;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.List;
import java.util.Optional;

/** How texts are scored, and the button that does it. */
final class ScoringBar extends WrapRow {
    private final WorkbenchModel model;
    private final EvaluationModel evaluation;
    private final ComboBox<String> tokens =
            box(
                    "tokens",
                    84,
                    List.of("1024", "4096", "16384", Texts.text("evaluation.tokens.all")));
    private final ComboBox<String> window =
            box("window", 72, List.of("128", "256", "512", "1024", "2048"));
    private final ComboBox<Convention> convention = new ComboBox<>();
    private final Button evaluate = new Button(Texts.text("evaluation.run"));
    private final Button stop = new Button(Texts.text("evaluation.stop"));
    private Optional<Notice> refusal = Optional.empty();

    /** Whether the settings are being set by what is typed, or what is typed by them. */
    private boolean typing;

    private boolean showing;

    ScoringBar(WorkbenchModel model) {
        super(9);
        this.model = model;
        this.evaluation = model.evaluation();
        getStyleClass().addAll("chart-tools", "scoring-bar");
        convention.setId("evaluation-convention");
        convention.getStyleClass().add("small");
        convention.getItems().setAll(Convention.values());
        convention.setAccessibleText(Texts.text("evaluation.convention"));
        convention.setMinWidth(88);
        convention.setConverter(
                new StringConverter<>() {
                    @Override
                    public String toString(@Nullable Convention value) {
                        return value == null
                                ? ""
                                : Texts.text("evaluation.convention." + value.key());
                    }

                    @Override
                    public @Nullable Convention fromString(String text) {
                        return null;
                    }
                });
        convention
                .valueProperty()
                .subscribe(now -> {
                    if (now != null) {
                        Tips.set(
                                convention,
                                Texts.text("evaluation.convention." + now.key() + ".hint"));
                    }
                });
        show(evaluation.settingsProperty().get());
        evaluation.settingsProperty().subscribe((before, now) -> show(now));
        button(evaluate, "run", this::evaluate);
        evaluate.getStyleClass().add("accent");
        button(stop, "stop", evaluation::cancel);
        evaluation
                .rows()
                .addListener(
                        (javafx.collections.ListChangeListener<EvaluationRow>)
                                change -> showWaiting());
        showWaiting();
        getChildren()
                .addAll(
                        labelled("tokens", tokens),
                        labelled("window", window),
                        labelled("convention", convention));
        addRight(stop, evaluate);
        keep();
        tokens.getEditor().textProperty().subscribe((before, now) -> typed());
        window.getEditor().textProperty().subscribe((before, now) -> typed());
        convention.valueProperty().subscribe((before, now) -> typed());
    }

    /** What is typed counts at once where it is right; where not, the button tells. */
    private void typed() {
        if (showing) {
            return;
        }
        typing = true;
        try {
            evaluation.settingsProperty().set(asTyped());
        } catch (IllegalArgumentException e) {
            // Half a number; told when it is to be used.
        } finally {
            typing = false;
        }
    }

    private EvaluationSettings asTyped() {
        return EvaluationSettings.read(
                convention.getValue(), window.getEditor().getText(), tokens.getEditor().getText());
    }

    private void keep() {
        ObjectProperty<EvaluationSettings> settings = evaluation.settingsProperty();
        model.views()
                .keep(
                        "evaluation.scoring",
                        settings,
                        EvaluationSettings::write,
                        EvaluationSettings::parse);
    }

    private static ComboBox<String> box(String key, double width, List<String> choices) {
        ComboBox<String> box = new ComboBox<>();
        box.setId("evaluation-" + key);
        box.getStyleClass().add("small");
        box.setEditable(true);
        box.getItems().setAll(choices);
        box.setAccessibleText(Texts.text("evaluation." + key));
        box.setMinWidth(width);
        box.setPrefWidth(width);
        Tips.set(box, Texts.text("evaluation." + key + ".hint"));
        box.getEditor().setAccessibleText(Texts.text("evaluation." + key));
        Tips.set(box.getEditor(), Texts.text("evaluation." + key + ".hint"));
        return box;
    }

    private static Node labelled(String key, Control control) {
        Label label = new Label(Texts.text("evaluation." + key));
        label.setLabelFor(control);
        label.setMinWidth(USE_PREF_SIZE);
        label.getStyleClass().add("hint");
        Tips.set(label, Texts.text("evaluation." + key + ".hint"));
        HBox both = new HBox(4, label, control);
        both.getStyleClass().add("labelled");
        return both;
    }

    private static void button(Button button, String key, Runnable action) {
        button.setId("evaluation-" + key);
        button.getStyleClass().add("small");
        button.setMinWidth(USE_PREF_SIZE);
        Tips.set(button, Texts.text("evaluation." + key + ".hint"));
        button.setOnAction(event -> action.run());
    }

    private void show(EvaluationSettings settings) {
        if (typing) {
            return;
        }
        showing = true;
        tokens.getEditor()
                .setText(
                        settings.tokens() == EvaluationSettings.ALL
                                ? Texts.text("evaluation.tokens.all")
                                : Integer.toString(settings.tokens()));
        window.getEditor().setText(Integer.toString(settings.window()));
        convention.setValue(settings.convention());
        showing = false;
    }

    private void showWaiting() {
        long waiting =
                evaluation.rows().stream()
                        .filter(row -> row.outcome() instanceof EvaluationRow.Waiting)
                        .count();
        stop.setText(Texts.text("evaluation.stop.some", waiting));
        stop.setVisible(waiting > 0);
        stop.setManaged(waiting > 0);
    }

    /** Scores the chosen texts as it is typed. */
    void evaluate() {
        model.withdraw(refusal);
        try {
            evaluation.settingsProperty().set(asTyped());
        } catch (IllegalArgumentException e) {
            refusal = Optional.of(Notice.error(String.valueOf(e.getMessage())));
            refusal.ifPresent(model::tell);
            return;
        }
        evaluation.evaluate();
    }
}
