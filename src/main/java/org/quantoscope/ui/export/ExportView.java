package org.quantoscope.ui.export;

import javafx.beans.binding.Bindings;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.quantoscope.export.ExportPlan;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.model.ExportModel;
import org.quantoscope.ui.text.Texts;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** What an export will do, tensor by tensor, the choices that decide it, and the job itself. */
public final class ExportView extends VBox {
    private static final double LEAST_TABLE = 72;
    private static final double MOST_MESSAGES = 84;
    private static final double FRAME = 2;

    private final Label summary = new Label();
    private final Label warnings = new Label();
    private final Label refusals = new Label();
    private final PlanTable table = new PlanTable();
    private final VBox lines = new VBox(4, refusals, warnings);
    private final ScrollPane messages = new ScrollPane(lines);

    /**
     * @param chooseFolder asks for the folder that the export shall be made in
     */
    public ExportView(ExportModel model, Supplier<Optional<Path>> chooseFolder) {
        getStyleClass().add("export-view");
        setId("export");
        summary.setId("export-summary");
        for (Label label : new Label[] {summary, warnings, refusals}) {
            label.setWrapText(true);
            label.setMinHeight(Region.USE_PREF_SIZE);
        }
        refusals.getStyleClass().add("refusal");
        refusals.setId("export-refusals");
        warnings.getStyleClass().add("hint");
        // The table gives way to what else there is to say, so the card keeps its height.
        VBox.setVgrow(table, Priority.ALWAYS);
        table.setMinHeight(LEAST_TABLE);
        messages.setId("export-messages");
        messages.setFitToWidth(true);
        messages.minHeightProperty()
                .bind(Bindings.min(lines.heightProperty().add(FRAME), MOST_MESSAGES));
        messages.maxHeightProperty().bind(messages.minHeightProperty());
        messages.focusTraversableProperty().bind(messages.visibleProperty());
        getChildren()
                .addAll(
                        new ExportForm(model, chooseFolder),
                        summary,
                        table,
                        messages,
                        new LoadLine(model),
                        new ExportProgress(model));
        model.planProperty().subscribe(this::show);
    }

    private void show(Optional<ExportPlan> plan) {
        table.show(plan);
        if (plan.isPresent()) {
            show(plan.get());
        } else {
            summary.setText(Texts.text("export.planning"));
            showMessages("", "");
        }
    }

    private void show(ExportPlan plan) {
        summary.setText(
                Texts.text(
                        "export.summary",
                        plan.quantizedCount(),
                        plan.tensors().size(),
                        Figures.bytes(plan.bytesBefore()),
                        Figures.bytes(plan.bytesAfter()),
                        plan.companionFiles().size(),
                        plan.freeBytes() < 0 ? Figures.NONE : Figures.bytes(plan.freeBytes())));
        showMessages(String.join("\n", plan.refusals()), String.join("\n", plan.warnings()));
    }

    private void showMessages(String refused, String warned) {
        show(refusals, refused);
        show(warnings, warned);
        boolean some = refusals.isVisible() || warnings.isVisible();
        messages.setVisible(some);
        messages.setManaged(some);
    }

    private static void show(Label label, String text) {
        label.setText(text);
        label.setVisible(!text.isEmpty());
        label.setManaged(!text.isEmpty());
    }
}
