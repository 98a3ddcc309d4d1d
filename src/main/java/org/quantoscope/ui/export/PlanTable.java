package org.quantoscope.ui.export;

import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

import org.jspecify.annotations.Nullable;
import org.quantoscope.export.ExportPlan;
import org.quantoscope.export.PlannedTensor;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.text.Texts;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** One line per tensor: what happens to it, and its bytes before and after. */
final class PlanTable extends TableView<PlannedTensor> {
    PlanTable() {
        setId("export-plan");
        setAccessibleText(Texts.text("export.plan"));
        getStyleClass().addAll("dense", "plan-table");
        getColumns()
                .setAll(
                        java.util.List.of(
                                text("tensor", 236, planned -> planned.tensor().name()),
                                text("action", 190, PlannedTensor::action),
                                text("loads", 110, PlanTable::loads),
                                bytes("before", 84, PlannedTensor::bytesBefore),
                                bytes("after", 84, PlannedTensor::bytesAfter)));
        setPrefSize(700, 260);
    }

    void show(Optional<ExportPlan> plan) {
        getItems().setAll(plan.map(ExportPlan::tensors).orElse(java.util.List.of()));
    }

    /** Whether readers of the target load it, and what is against it. */
    private static String loads(PlannedTensor planned) {
        return switch (planned.fit().answer()) {
            case YES -> Texts.text("export.loads.yes");
            case OTHERWISE -> Texts.text("export.loads.otherwise", planned.fit().why());
            case SOME -> Texts.text("export.loads.some", planned.fit().why());
            case NO -> Texts.text("export.loads.no", planned.fit().why());
        };
    }

    private static TableColumn<PlannedTensor, PlannedTensor> text(
            String key, double width, Function<PlannedTensor, String> text) {
        TableColumn<PlannedTensor, PlannedTensor> column =
                new TableColumn<>(Texts.text("export.column." + key));
        column.setPrefWidth(width);
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setComparator(java.util.Comparator.comparing(text));
        column.setCellFactory(ignored ->
                new TableCell<>() {
                    @Override
                    protected void updateItem(@Nullable PlannedTensor planned, boolean empty) {
                        super.updateItem(planned, empty);
                        boolean none = empty || planned == null;
                        setText(none || planned == null ? null : text.apply(planned));
                        Tips.set(
                                this,
                                none || planned == null
                                        ? ""
                                        : planned.tensor().name()
                                                + "\n"
                                                + planned.reason()
                                                + "\n"
                                                + loads(planned));
                    }
                });
        return column;
    }

    private static TableColumn<PlannedTensor, Long> bytes(
            String key, double width, ToLongFunction<PlannedTensor> bytes) {
        TableColumn<PlannedTensor, Long> column =
                new TableColumn<>(Texts.text("export.column." + key));
        column.setPrefWidth(width);
        column.getStyleClass().add("number-column");
        column.setCellValueFactory(
                cell -> new ReadOnlyObjectWrapper<>(bytes.applyAsLong(cell.getValue())));
        column.setCellFactory(ignored ->
                new TableCell<>() {
                    {
                        setAlignment(Pos.CENTER_RIGHT);
                    }

                    @Override
                    protected void updateItem(@Nullable Long size, boolean empty) {
                        super.updateItem(size, empty);
                        setText(empty || size == null ? null : Figures.count(size));
                    }
                });
        return column;
    }
}
