package org.quantoscope.ui.evaluation;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.quantoscope.ui.chart.ChartSaver;
import org.quantoscope.ui.chart.Palette;
import org.quantoscope.ui.control.ClipboardText;
import org.quantoscope.ui.control.Icon;
import org.quantoscope.ui.control.TableSaver;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.control.WrapColumn;
import org.quantoscope.ui.model.EvaluationModel;
import org.quantoscope.ui.model.EvaluationRow;
import org.quantoscope.ui.model.ModelSupport;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.List;

/**
 * Perplexity and logit KL of recipes, measured by running the model: what to score, the figures,
 * where the text was lost, and whether it still speaks.
 */
public final class EvaluationView extends VBox {
    private static final double TABLE_SHARE = 0.42;

    private final EvaluationModel evaluation;
    private final EvaluationTable table;
    private final ScoringBar scoring;
    private final Label facts = new Label();
    private final Label reading = new Label();

    /**
     * @param askForFiles lets the user choose texts, and adds them to the model's
     */
    public EvaluationView(
            WorkbenchModel model, ChartSaver pictures, TableSaver tables, Runnable askForFiles) {
        this.evaluation = model.evaluation();
        this.table = new EvaluationTable(evaluation);
        this.scoring = new ScoringBar(model);
        setId("evaluation");
        getStyleClass().add("evaluation-view");
        reading.setId("evaluation-reading");
        reading.getStyleClass().add("reading");
        reading.setWrapText(true);
        reading.setMaxWidth(Double.MAX_VALUE);
        table.setMinHeight(90);
        VBox.setVgrow(table, Priority.ALWAYS);
        WrapColumn upper =
                new WrapColumn(
                        new TextsBar(evaluation.texts(), askForFiles), scoring, table, reading);
        getChildren().addAll(header(tables), upper);
        VBox.setVgrow(upper, Priority.ALWAYS);
        evaluation.supportProperty().subscribe(this::showSupport);
        table.getSelectionModel()
                .getSelectedItems()
                .addListener(
                        (javafx.collections.ListChangeListener<EvaluationRow>)
                                change -> showSelected());
        showSelected();
    }

    public void setPalette(Palette palette) {}

    /** Scores the chosen texts. */
    public void run() {
        scoring.evaluate();
    }

    private Node header(TableSaver tables) {
        Label title = new Label(Texts.text("page.evaluation"));
        title.getStyleClass().add("pane-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        facts.getStyleClass().add("hint");
        facts.setId("evaluation-facts");
        facts.setMinWidth(0);
        facts.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(facts, Priority.ALWAYS);
        HBox header =
                new HBox(
                        8,
                        title,
                        facts,
                        tool("copy", () -> ClipboardText.copy(table.text().tabSeparated())),
                        tool("save-table", () -> tables.save("evaluation", table.text())));
        header.getStyleClass().add("pane-header");
        return header;
    }

    private static Node tool(String key, Runnable action) {
        Button button = new Button("", Icon.of(key));
        button.setId("evaluation-" + key);
        button.getStyleClass().addAll("button-icon", "flat", "small");
        button.setAccessibleText(Texts.text("evaluation." + key));
        Tips.set(button, Texts.text("evaluation." + key));
        button.setOnAction(event -> action.run());
        return button;
    }

    private void showSupport(ModelSupport support) {
        facts.setText(support.runs() ? support.words() : "");
        table.setEmptyWords(
                switch (support.state()) {
                    case NONE -> Texts.text("evaluation.nothing");
                    case LOOKING -> Texts.text("evaluation.looking");
                    case RUNS -> Texts.text("evaluation.empty");
                    case REFUSED -> Texts.text("evaluation.cannot", support.words());
                });
    }

    private void showSelected() {
        List<EvaluationRow> selected = table.selected();
        reading.setText(
                selected.isEmpty()
                        ? Texts.text("evaluation.reading.none")
                        : EvaluationWords.reading(selected.getLast()));
    }
}
