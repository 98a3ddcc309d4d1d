package org.quantoscope.ui.map;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;

import org.quantoscope.ui.control.IconButton;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.control.WrapRow;
import org.quantoscope.ui.text.Texts;

/** The line over the map: what it is coloured by, and what can be done with it. */
final class MapTools extends WrapRow {
    private final ObjectProperty<MapMeasure> measure =
            new SimpleObjectProperty<>(MapMeasure.WEIGHT_KL);
    private final BooleanProperty difference = new SimpleBooleanProperty();
    private final ToggleButton toggle = new ToggleButton(Texts.text("map.difference"));

    private final Button onText = new Button(Texts.text("map.forward"));

    /** What the buttons do. */
    interface Actions {
        void measureOnText();

        void fitScale();

        void copy();

        void saveTable();

        void savePicture();
    }

    MapTools(Actions actions) {
        super(8);
        getStyleClass().addAll("pane-header", "map-tools");
        Label title = new Label(Texts.text("map.title"));
        title.getStyleClass().add("pane-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        toggle.setId("map-difference");
        toggle.getStyleClass().add("small");
        toggle.setMinWidth(Region.USE_PREF_SIZE);
        toggle.selectedProperty().bindBidirectional(difference);
        Tips.set(toggle, Texts.text("map.difference.hint"));
        onText.setId("map-forward");
        onText.getStyleClass().add("small");
        onText.setMinWidth(Region.USE_PREF_SIZE);
        onText.setOnAction(event -> actions.measureOnText());
        onText.managedProperty().bind(onText.visibleProperty());
        measure.subscribe(now -> onText.setVisible(now == MapMeasure.FORWARD_ERROR));
        getChildren().addAll(title, measures(), onText, toggle);
        addRight(
                new HBox(
                        8,
                        tool("fit-scale", "fit", actions::fitScale),
                        tool("copy", "copy", actions::copy),
                        tool("save-table", "save-table", actions::saveTable),
                        tool("save-picture", "save-picture", actions::savePicture)));
        showDifference(false);
    }

    ObjectProperty<MapMeasure> measureProperty() {
        return measure;
    }

    /** Whether the map shows A − B. */
    BooleanProperty differenceProperty() {
        return difference;
    }

    /** Offers the difference only where there is something to compare with. */
    void showDifference(boolean possible) {
        toggle.setDisable(!possible);
        if (!possible) {
            difference.set(false);
        }
    }

    /** Says what measuring on a text would do, or why it cannot be. */
    void explainMeasuring(String words, boolean possible) {
        onText.setDisable(!possible);
        Tips.set(onText, words);
    }

    private Node measures() {
        ComboBox<MapMeasure> box = new ComboBox<>();
        box.setId("map-measure");
        box.getStyleClass().add("small");
        box.getItems().setAll(MapMeasure.values());
        box.setConverter(
                new StringConverter<>() {
                    @Override
                    public String toString(MapMeasure shown) {
                        return shown.title();
                    }

                    @Override
                    public MapMeasure fromString(String text) {
                        throw new UnsupportedOperationException();
                    }
                });
        box.valueProperty().bindBidirectional(measure);
        box.setAccessibleText(Texts.text("map.measure"));
        box.setMinWidth(Region.USE_PREF_SIZE);
        measure.subscribe(now -> Tips.set(box, now.hint()));
        return box;
    }

    private static Node tool(String key, String icon, Runnable action) {
        return new IconButton("map-" + key, icon, Texts.text("map." + key), action);
    }
}
