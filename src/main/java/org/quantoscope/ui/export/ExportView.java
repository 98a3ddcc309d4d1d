package org.quantoscope.ui.export;

import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.quantoscope.export.ExportPlan;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.control.Texts;
import org.quantoscope.ui.model.ExportModel;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** What an export will do, tensor by tensor, the choices that decide it, and the job itself. */
public final class ExportView extends VBox {
    private final Label summary = new Label();
    private final Label warnings = new Label();
    private final Label refusals = new Label();
    private final PlanTable table = new PlanTable();

    /**
     * @param chooseFolder asks for the folder that the export shall be made in
     */
    public ExportView(ExportModel model, Supplier<Optional<Path>> chooseFolder) {
        getStyleClass().add("export-view");
        setId("export");
        summary.setId("export-summary");
        for (Label label : new Label[] {summary, warnings, refusals}) {
            label.setWrapText(true);
            label.setMaxWidth(720);
        }
        refusals.getStyleClass().add("refusal");
        refusals.setId("export-refusals");
        warnings.getStyleClass().add("hint");
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren()
                .addAll(
                        new ExportForm(model, chooseFolder),
                        summary,
                        warnings,
                        refusals,
                        table,
                        new ExportProgress(model));
        model.planProperty().subscribe(this::show);
    }

    private void show(Optional<ExportPlan> plan) {
        table.show(plan);
        if (plan.isPresent()) {
            show(plan.get());
        } else {
            summary.setText(Texts.text("export.planning"));
            show(warnings, "");
            show(refusals, "");
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
        show(warnings, String.join("\n", plan.warnings()));
        show(refusals, String.join("\n", plan.refusals()));
    }

    private static void show(Label label, String text) {
        label.setText(text);
        label.setVisible(!text.isEmpty());
        label.setManaged(!text.isEmpty());
    }
}
