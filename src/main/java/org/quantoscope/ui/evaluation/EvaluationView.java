package org.quantoscope.ui.evaluation;

import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.quantoscope.ui.chart.ChartSaver;
import org.quantoscope.ui.chart.Palette;
import org.quantoscope.ui.control.ClipboardText;
import org.quantoscope.ui.control.IconButton;
import org.quantoscope.ui.control.PaneHeader;
import org.quantoscope.ui.control.TableSaver;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.control.WrapColumn;
import org.quantoscope.ui.model.EvaluationModel;
import org.quantoscope.ui.model.EvaluationRow;
import org.quantoscope.ui.model.ModelSupport;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.List;
import java.util.Optional;

/**
 * Perplexity and logit KL of recipes, measured by running the model: what to score, the figures,
 * where the text was lost, and whether it still speaks.
 */
public final class EvaluationView extends VBox {
    private static final double TABLE_SHARE = 0.42;
    private static final double LEAST_WIDTH = 300;

    private final EvaluationModel evaluation;
    private final EvaluationTable table;
    private final ScoringBar scoring;
    private final WindowsPane windows;
    private final PassagePane passage;
    private final TabPane lower;
    private final Button apply = new Button(Texts.text("evaluation.take"));
    private final Button remove = new Button(Texts.text("evaluation.drop"));
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
        table.setMinHeight(80);
        VBox.setVgrow(table, Priority.ALWAYS);
        passage = new PassagePane(evaluation);
        windows = new WindowsPane(this::showPassage);
        WrapColumn upper =
                new WrapColumn(
                        new TextsBar(evaluation.texts(), askForFiles), scoring, table, reading);
        lower =
                new TabPane(
                        tab("windows", windows),
                        tab("passage", passage),
                        tab("speech", new SpeechPane(model.speech())));
        lower.setId("evaluation-tabs");
        lower.setAccessibleText(Texts.text("evaluation.tabs"));
        lower.getStyleClass().add("centre-pages");
        lower.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        lower.setMinHeight(150);
        SplitPane split = new SplitPane(upper, lower);
        split.setOrientation(Orientation.VERTICAL);
        boolean[] placed = {false};
        // Tools in a column without a width have many lines, which push the divider down.
        upper.widthProperty()
                .subscribe(width -> {
                    if (!placed[0] && width.doubleValue() > LEAST_WIDTH) {
                        placed[0] = true;
                        Platform.runLater(() -> split.setDividerPositions(TABLE_SHARE));
                    }
                });
        VBox.setVgrow(split, Priority.ALWAYS);
        getChildren().addAll(header(pictures, tables), split);
        TextDrops.accept(this, evaluation.texts());
        evaluation.supportProperty().subscribe(this::showSupport);
        table.getSelectionModel()
                .getSelectedItems()
                .addListener((ListChangeListener<EvaluationRow>) change -> showSelected());
        evaluation.rows().addListener((ListChangeListener<EvaluationRow>) this::rowsChanged);
        showSelected();
    }

    public void setPalette(Palette palette) {
        windows.setPalette(palette);
    }

    /** Scores the chosen texts. */
    public void run() {
        scoring.evaluate();
    }

    private Node header(ChartSaver pictures, TableSaver tables) {
        dress(apply, "take", table::apply);
        dress(remove, "drop", table::remove);
        facts.setId("evaluation-facts");
        return new PaneHeader(
                Texts.text("page.evaluation"),
                facts,
                apply,
                remove,
                tool("copy", () -> ClipboardText.copy(table.text().tabSeparated())),
                tool("save-table", () -> tables.save("evaluation", table.text())),
                tool("save-picture", () -> windows.save(pictures)));
    }

    private static void dress(Button button, String key, Runnable action) {
        button.setId("evaluation-" + key);
        button.getStyleClass().add("small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        Tips.set(button, Texts.text("evaluation." + key + ".hint"));
        button.setOnAction(event -> action.run());
    }

    private static Node tool(String key, Runnable action) {
        return new IconButton("evaluation-" + key, key, Texts.text("evaluation." + key), action);
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

    private static Tab tab(String key, Node content) {
        Tab tab = new Tab(Texts.text(key + ".title"), content);
        tab.setId("tab-" + key);
        tab.setTooltip(Tips.of(Texts.text(key + ".title.hint")));
        return tab;
    }

    /** Shows the text of a window of the line that the chart is about. */
    private void showPassage(int window) {
        lower.getSelectionModel().select(1);
        passage.showWindow(window);
    }

    /** A line that comes is what the user waits for, unless another one is selected. */
    private void rowsChanged(ListChangeListener.Change<? extends EvaluationRow> change) {
        boolean fresh = false;
        while (change.next()) {
            fresh |= change.getAddedSubList().stream().anyMatch(row -> row.done().isPresent());
        }
        if (fresh && table.selected().stream().noneMatch(row -> row.done().isPresent())) {
            table.selectLast();
        }
        showSelected();
    }

    private void showSelected() {
        List<EvaluationRow> selected = table.selected();
        apply.setDisable(selected.isEmpty() || selected.getLast().isOriginal());
        remove.setDisable(selected.isEmpty());
        reading.setText(
                selected.isEmpty()
                        ? Texts.text("evaluation.reading.none")
                        : EvaluationWords.reading(selected.getLast()));
        Tips.set(reading, selected.isEmpty() ? "" : EvaluationWords.tip(selected.getLast()));
        List<EvaluationRow> done = selected.stream().filter(row -> row.done().isPresent()).toList();
        List<EvaluationRow> alike =
                done.stream()
                        .filter(row ->
                                row.question()
                                        .setting()
                                        .equals(done.getLast().question().setting()))
                        .toList();
        List<EvaluationRow> recipes = alike.stream().filter(row -> !row.isOriginal()).toList();
        List<EvaluationRow> drawn = recipes.isEmpty() ? alike : recipes;
        windows.show(
                drawn.subList(0, Math.min(2, drawn.size())),
                Texts.text(
                        selected.isEmpty()
                                ? "windows.empty"
                                : done.isEmpty() ? "windows.waiting" : "windows.unlike"),
                alike.size() < done.size());
        passage.show(recipes.isEmpty() ? Optional.empty() : Optional.of(recipes.getFirst()));
    }
}
