package org.quantoscope.ui.tradeoff;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.quantoscope.analysis.TradeOffGrid;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.Notice;
import org.quantoscope.ui.model.TradeOffModel;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.List;
import java.util.Optional;

/** The grid to try, what it is tried on, and the button that starts and stops it. */
final class RunBar extends HBox {
    private final WorkbenchModel model;
    private final TradeOffModel tradeOff;
    private final GridForm form = new GridForm(this::run);
    private Optional<Notice> refusal = Optional.empty();
    private final ToggleButton selection = new ToggleButton(Texts.text("tradeoff.selection"));

    RunBar(WorkbenchModel model) {
        super(10);
        this.model = model;
        this.tradeOff = model.tradeOff();
        Button run = runButton();
        run.setMaxWidth(Double.MAX_VALUE);
        selection.setId("trade-off-selection");
        selection.getStyleClass().add("small");
        selection.setMinWidth(Region.USE_PREF_SIZE);
        Tips.set(selection, Texts.text("tradeoff.selection.hint"));
        HBox.setHgrow(form, Priority.ALWAYS);
        VBox buttons = new VBox(4, run, selection);
        buttons.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(form, buttons);
        setMinHeight(Region.USE_PREF_SIZE);
        setAlignment(Pos.TOP_LEFT);
        getStyleClass().add("chart-tools");
        form.keepIn(model.views());
        model.views().keepSwitch("tradeoff.selection", selection.selectedProperty());
    }

    /** Tries the grid as it is typed on what is in scope. */
    void run() {
        if (model.session().isEmpty()) {
            return;
        }
        grid().ifPresent(grid ->
                tradeOff.run(
                        model.session().get(),
                        grid,
                        selection.isSelected() ? List.copyOf(model.selection()) : List.of(),
                        model.binsProperty().get()));
    }

    /**
     * The grid as it is typed, to be tried on the whole model whatever is selected.
     *
     * @throws IllegalArgumentException that says what is wrong in it
     */
    TradeOffGrid forWholeModel() {
        TradeOffGrid grid = form.grid();
        selection.setSelected(false);
        return grid;
    }

    private Optional<TradeOffGrid> grid() {
        model.withdraw(refusal);
        try {
            return Optional.of(form.grid());
        } catch (IllegalArgumentException e) {
            String words = Texts.text("tradeoff.grid.refused", String.valueOf(e.getMessage()));
            refusal = Optional.of(Notice.error(words));
            refusal.ifPresent(model::tell);
            return Optional.empty();
        }
    }

    private Button runButton() {
        Button run = new Button(Texts.text("tradeoff.run"));
        run.setId("trade-off-run");
        run.getStyleClass().addAll("small", "accent");
        run.setMinWidth(Region.USE_PREF_SIZE);
        Tips.set(run, Texts.text("tradeoff.run.hint"));
        tradeOff.runningProperty()
                .subscribe(running ->
                        run.setText(Texts.text(running ? "tradeoff.stop" : "tradeoff.run")));
        run.setOnAction(event -> {
            if (tradeOff.runningProperty().get()) {
                tradeOff.cancel();
            } else {
                run();
            }
        });
        return run;
    }
}
