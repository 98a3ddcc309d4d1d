package org.quantoscope.ui.tuning;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

import org.quantoscope.recipe.Recipe;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

/** How many rules the recipe has, and the way to the page that shows them. */
final class RulesPane extends HBox {
    /** Key of the page. */
    private static final String PAGE = "recipe";

    private final Label count = new Label();

    RulesPane(WorkbenchModel model) {
        super(8);
        setAlignment(Pos.CENTER_LEFT);
        count.setId("rules-count");
        count.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(count, Priority.ALWAYS);
        Button edit = new Button(Texts.text("tuning.rules.edit"));
        edit.setId("rules");
        edit.getStyleClass().add("small");
        edit.setMinWidth(Region.USE_PREF_SIZE);
        Tips.set(edit, Texts.text("tuning.rules.edit.hint"));
        edit.setOnAction(event -> model.pageProperty().set(PAGE));
        getChildren().addAll(count, edit);
        model.editor().recipeProperty().subscribe(this::show);
    }

    private void show(Recipe recipe) {
        long off = recipe.rules().stream().filter(rule -> !rule.enabled()).count();
        count.setText(Texts.text("tuning.rules.count", recipe.rules().size(), off));
    }
}
