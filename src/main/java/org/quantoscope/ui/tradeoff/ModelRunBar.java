package org.quantoscope.ui.tradeoff;

import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.util.StringConverter;

import org.jspecify.annotations.Nullable;
import org.quantoscope.analysis.TradeOffAxis;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.control.WrapRow;
import org.quantoscope.ui.model.EvaluationModel;
import org.quantoscope.ui.model.ModelSupport;
import org.quantoscope.ui.model.PointRuns;
import org.quantoscope.ui.model.TextItem;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

/**
 * The line that runs the model at the points, there where the chart measures what that finds. Why
 * it cannot be run stands in it.
 */
final class ModelRunBar extends WrapRow {
    private final EvaluationModel evaluation;
    private final PointRuns runs;
    private final ComboBox<TextItem> texts = new ComboBox<>();
    private final TextField tokens = new TextField("2048");
    private final Button run = new Button();
    private final Label words = new Label();

    ModelRunBar(WorkbenchModel model) {
        super(9);
        this.evaluation = model.evaluation();
        this.runs = model.pointRuns();
        setId("trade-off-model-bar");
        getStyleClass().add("chart-tools");
        texts.setId("trade-off-text");
        texts.getStyleClass().add("small");
        texts.setAccessibleText(Texts.text("tradeoff.model.text"));
        texts.setPrefWidth(170);
        Tips.set(texts, Texts.text("tradeoff.model.text.hint"));
        texts.setConverter(
                new StringConverter<>() {
                    @Override
                    public String toString(@Nullable TextItem item) {
                        return item == null ? "" : item.name();
                    }

                    @Override
                    public @Nullable TextItem fromString(String text) {
                        return null;
                    }
                });
        evaluation.texts().items().addListener((ListChangeListener<TextItem>) change -> offer());
        offer();
        tokens.setId("trade-off-tokens");
        tokens.getStyleClass().add("small");
        tokens.setPrefColumnCount(6);
        tokens.setAccessibleText(Texts.text("tradeoff.model.tokens"));
        Tips.set(tokens, Texts.text("tradeoff.model.tokens.hint"));
        tokens.setOnAction(event -> start());
        run.setId("trade-off-model");
        run.getStyleClass().add("small");
        run.setMinWidth(USE_PREF_SIZE);
        Tips.set(run, Texts.text("tradeoff.model.hint"));
        run.setOnAction(event -> {
            if (runs.runningProperty().get()) {
                runs.cancel();
            } else {
                start();
            }
        });
        words.setId("trade-off-model-words");
        words.getStyleClass().add("hint");
        Label unit = new Label(Texts.text("tradeoff.model.tokens"));
        unit.getStyleClass().add("hint");
        getChildren().addAll(texts, tokens, unit, run, words);
        runs.runningProperty()
                .subscribe(
                        now -> run.setText(Texts.text(now ? "tradeoff.stop" : "tradeoff.model")));
        evaluation.supportProperty().subscribe(this::show);
        show(TradeOffAxis.NMSE);
    }

    /** Shows the line where the axis measures what running the model finds. */
    void show(TradeOffAxis loss) {
        boolean wanted = TradeOffAxis.RUN_LOSSES.contains(loss);
        setVisible(wanted);
        setManaged(wanted);
    }

    private void show(ModelSupport support) {
        boolean cannot = !support.runs();
        texts.setDisable(cannot);
        tokens.setDisable(cannot);
        run.setDisable(cannot);
        String why =
                support.state() == ModelSupport.State.REFUSED
                        ? Texts.text("evaluation.cannot", support.words())
                        : "";
        words.setText(why);
        Tips.set(words, why);
    }

    private void offer() {
        TextItem before = texts.getValue();
        texts.getItems().setAll(evaluation.texts().items());
        texts.setValue(
                before != null && texts.getItems().contains(before)
                        ? before
                        : texts.getItems().getFirst());
    }

    private void start() {
        TextItem text = texts.getValue();
        if (text != null) {
            runs.run(text, tokens.getText());
        }
    }
}
