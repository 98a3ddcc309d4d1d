package org.quantoscope.ui.tradeoff;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

import org.quantoscope.analysis.TradeOffGrid;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.control.WrapRow;
import org.quantoscope.ui.model.ViewState;
import org.quantoscope.ui.text.Texts;

import java.util.List;

/** The values of a grid, chosen as a preset or typed as lists. */
final class GridForm extends WrapRow {
    private final ComboBox<GridPreset> presets = new ComboBox<>();
    private final TextField bits = field("bits", 7);
    private final TextField alphas = field("alpha", 8);
    private final TextField groups = field("group", 6);
    private final TextField clips = field("clip", 9);
    private final TextField schemes = field("scheme", 9);
    private final TextField further = field("further", 15);

    /** Whether the fields are being filled from a preset. */
    private boolean taking;

    /**
     * @param onEnter what Enter in a field does
     */
    GridForm(Runnable onEnter) {
        super(10);
        getStyleClass().add("grid-form");
        presets.setPrefWidth(150);
        presets.setId("grid-preset");
        presets.getItems().setAll(GridPreset.values());
        presets.getStyleClass().add("small");
        presets.setAccessibleText(Texts.text("tradeoff.grid"));
        presets.setPromptText(Texts.text("tradeoff.grid.own"));
        Tips.set(presets, Texts.text("tradeoff.grid.hint"));
        presets.setOnAction(event -> {
            if (presets.getValue() != null) {
                take(presets.getValue());
            }
        });
        getChildren()
                .addAll(
                        presets,
                        labelled("bits", bits),
                        labelled("alpha", alphas),
                        labelled("group", groups),
                        labelled("clip", clips),
                        labelled("scheme", schemes),
                        labelled("further", further));
        take(GridPreset.QUICK);
        for (TextField field : fields()) {
            field.setOnAction(event -> onEnter.run());
            field.textProperty().subscribe((before, now) -> typed());
        }
    }

    /** In the order of {@link GridPreset#lists()}. */
    private List<TextField> fields() {
        return List.of(bits, alphas, groups, clips, schemes, further);
    }

    /** Keeps what is typed for a session. */
    void keepIn(ViewState views) {
        views.keep("tradeoff.bits", bits.textProperty());
        views.keep("tradeoff.alpha", alphas.textProperty());
        views.keep("tradeoff.group", groups.textProperty());
        views.keep("tradeoff.clip", clips.textProperty());
        views.keep("tradeoff.scheme", schemes.textProperty());
        views.keep("tradeoff.further", further.textProperty());
    }

    void take(GridPreset preset) {
        taking = true;
        for (int i = 0; i < fields().size(); i++) {
            fields().get(i).setText(preset.lists().get(i));
        }
        taking = false;
        presets.setValue(preset);
    }

    /** What is typed is no preset any more, unless it says the same. */
    private void typed() {
        GridPreset preset = presets.getValue();
        boolean same =
                preset != null
                        && preset.lists()
                                .equals(fields().stream().map(TextField::getText).toList());
        if (!same && !taking) {
            presets.setValue(null);
        }
    }

    /**
     * The grid.
     *
     * @throws IllegalArgumentException that names the list and says what is permitted
     */
    TradeOffGrid grid() {
        return GridText.grid(fields().stream().map(TextField::getText).toList());
    }

    private static TextField field(String key, int columns) {
        TextField field = new TextField();
        field.setId("grid-" + key);
        field.setPrefColumnCount(columns);
        field.getStyleClass().add("small");
        field.setPromptText(Texts.text("tradeoff.grid.method"));
        field.setAccessibleText(Texts.text("tradeoff.grid." + key));
        Tips.set(field, Texts.text("tradeoff.grid." + key + ".hint"));
        return field;
    }

    private static Node labelled(String key, TextField field) {
        Label label = new Label(Texts.text("tradeoff.grid." + key));
        label.setLabelFor(field);
        label.setMinWidth(Region.USE_PREF_SIZE);
        HBox box = new HBox(4, label, field);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }
}
