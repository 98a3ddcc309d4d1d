package org.quantoscope.ui.tuning;

import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

import org.jspecify.annotations.Nullable;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.model.Edited;
import org.quantoscope.ui.model.RecipeEditor;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The inspector: what an edit reaches, the preset, every knob, and the way to the rules. */
public final class TuningView extends VBox {
    /** A rule decides what is on screen, and the knobs edit something else. */
    private static final PseudoClass ELSEWHERE = PseudoClass.getPseudoClass("elsewhere");

    private final WorkbenchModel model;
    private final Label subject = new Label();
    private final Label decidedBy = new Label();
    private final ToggleButton all = new ToggleButton(Texts.text("tuning.scope.all"));
    private final ToggleButton selection = new ToggleButton(Texts.text("tuning.scope.selection"));
    private final ToggleButton rule = new ToggleButton();
    private final ComboBox<Preset> presets = new ComboBox<>();
    private final Label presetState = new Label();
    private final CheckBox keep = new CheckBox(Texts.text("tuning.keep"));
    private final KnobGrid knobs;
    private boolean showing;

    public TuningView(WorkbenchModel model) {
        this.model = model;
        this.knobs = new KnobGrid(model);
        getStyleClass().add("tuning-view");
        setId("tuning");
        Label title = new Label();
        title.getStyleClass().add("pane-title");
        HBox header = new HBox(title);
        header.getStyleClass().add("pane-header");
        VBox content =
                new VBox(
                        8,
                        new AgainNote(model),
                        scopeLine(),
                        new VBox(subject, decidedBy),
                        presetLine(),
                        keep,
                        knobs,
                        new RulesPane(model));
        content.getStyleClass().add("pane-body");
        model.comparison()
                .showsHeldProperty()
                .subscribe(held -> {
                    // What is on screen is B's, and these are A's.
                    title.setText(Texts.text(held ? "tuning.title.held" : "tuning.title"));
                    content.setDisable(held);
                });
        subject.setId("decided-for");
        subject.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        subject.getStyleClass().add("hint");
        decidedBy.setWrapText(true);
        decidedBy.setMinHeight(javafx.scene.layout.Region.USE_PREF_SIZE);
        decidedBy.getStyleClass().add("hint");
        decidedBy.setId("decided-by");
        prepareKeep();
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        // Its content takes the keyboard and is scrolled to.
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(header, scroll);
        model.editor().editedProperty().subscribe(this::show);
        model.editor()
                .presetProperty()
                .subscribe((before, now) -> show(model.editor().editedProperty().get()));
        model.selection().addListener((ListChangeListener<TensorInfo>) change -> showDecision());
        model.editor().recipeProperty().subscribe(recipe -> showDecision());
        model.editor().scopeProperty().subscribe((before, now) -> showDecision());
    }

    private HBox scopeLine() {
        ToggleGroup group = new ToggleGroup();
        group.getToggles().addAll(all, selection, rule);
        all.setId("scope-all");
        selection.setId("scope-selection");
        all.getStyleClass().addAll("left-pill", "small");
        selection.getStyleClass().addAll("right-pill", "small");
        rule.setId("scope-rule");
        rule.getStyleClass().addAll("right-pill", "small");
        Tips.set(all, Texts.text("tuning.scope.all.hint"));
        Tips.set(selection, Texts.text("tuning.scope.selection.hint"));
        for (ToggleButton button : List.of(all, selection, rule)) {
            button.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(button, Priority.ALWAYS);
        }
        model.editor()
                .scopeProperty()
                .subscribe(scope -> {
                    group.selectToggle(
                            switch (scope) {
                                case ALL -> all;
                                case SELECTION -> selection;
                                case RULE -> rule;
                            });
                    // It is chosen from the rule; here it can only be left.
                    rule.setVisible(scope == RecipeEditor.Scope.RULE);
                    rule.setManaged(rule.isVisible());
                });
        group.selectedToggleProperty()
                .addListener((property, before, now) -> {
                    if (now == null) {
                        // One of the two is always chosen: a second click on it changes nothing.
                        group.selectToggle(before);
                    } else if (now != rule) {
                        model.editor()
                                .scopeProperty()
                                .set(
                                        now == all
                                                ? RecipeEditor.Scope.ALL
                                                : RecipeEditor.Scope.SELECTION);
                    }
                });
        HBox line = new HBox(all, selection, rule);
        line.getStyleClass().add("scope-line");
        return line;
    }

    private HBox presetLine() {
        presetState.setMinWidth(KnobGrid.LABEL_WIDTH);
        presets.setId("presets");
        presets.getItems().setAll(Preset.values());
        presets.getStyleClass().add("small");
        presets.setMaxWidth(Double.MAX_VALUE);
        presets.setConverter(new PresetTitle());
        presets.setAccessibleText(Texts.text("tuning.preset"));
        presetState.setLabelFor(presets);
        Tips.set(presetState, Texts.text("tuning.preset.hint"));
        Tips.set(presets, Texts.text("tuning.preset.hint"));
        HBox.setHgrow(presets, Priority.ALWAYS);
        presets.setOnAction(event -> {
            if (!showing && presets.getValue() != null) {
                model.editor().apply(presets.getValue());
            }
        });
        presetState.setId("preset-state");
        HBox line = new HBox(8, presetState, presets);
        line.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        return line;
    }

    private void prepareKeep() {
        keep.setId("keep");
        Tips.set(keep, Texts.text("tuning.keep.hint"));
        keep.setOnAction(event -> model.editor().setKept(keep.isSelected()));
    }

    private void show(Edited edited) {
        showing = true;
        Preset preset = model.editor().presetProperty().get();
        boolean changed =
                edited.spec()
                        .map(spec -> !preset.at(spec.bits(), spec.layout()).equals(spec))
                        .orElse(false);
        List<Preset> suited =
                Arrays.stream(Preset.values())
                        .filter(it ->
                                edited.spec().map(spec -> it.suits(spec.layout())).orElse(true))
                        .toList();
        if (!suited.equals(presets.getItems())) {
            presets.setValue(null);
            presets.getItems().setAll(suited);
        }
        // Without a value while something was changed, so that the preset can be chosen again.
        presets.setPromptText(preset.title());
        presets.setValue(changed ? null : preset);
        presetState.setText(Texts.text(changed ? "tuning.preset.changed" : "tuning.preset"));
        knobs.show(edited);
        model.editor().editedRule().ifPresent(this::showRule);
        showing = false;
    }

    private void showRule(int index) {
        rule.setText(Texts.text("tuning.scope.rule", index + 1));
        Tips.set(
                rule,
                Texts.text(
                        "tuning.scope.rule.hint",
                        model.editor().recipe().rules().get(index).match()));
    }

    private void showDecision() {
        Optional<TensorInfo> shown = model.shown();
        boolean manual = shown.map(tensor -> tensor.dtype().isAnalysable()).orElse(false);
        selection.setDisable(shown.isEmpty());
        keep.setDisable(!manual);
        Recipe recipe = model.editor().recipe();
        keep.setSelected(
                shown.map(it -> recipe.specFor(it) instanceof TensorSpec.Keep).orElse(false));
        List<TensorInfo> chosen = model.selection();
        String names = chosen.stream().map(TensorInfo::name).collect(Collectors.joining("\n"));
        boolean several = chosen.size() > 1;
        subject.setText(
                several
                        ? Texts.text("tuning.selection.several", chosen.size())
                        : shown.map(TensorInfo::name).orElse(""));
        Tips.set(subject, several ? names : subject.getText());
        boolean elsewhere =
                model.editor().scopeProperty().get() == RecipeEditor.Scope.ALL
                        && chosen.stream().anyMatch(it -> recipe.decide(it).rule().isPresent());
        decidedBy.pseudoClassStateChanged(ELSEWHERE, elsewhere);
        List<String> reasons =
                chosen.stream().map(it -> recipe.decide(it).reason()).distinct().toList();
        decidedBy.setText(
                switch (reasons.size()) {
                    case 0 ->
                            shown.map(it -> recipe.decide(it).reason())
                                    .orElse(Texts.text("tuning.decided.none"));
                    case 1 -> reasons.getFirst();
                    default -> Texts.text("tuning.decided.several");
                });
        if (elsewhere) {
            decidedBy.setText(decidedBy.getText() + ".\n" + Texts.text("tuning.decided.elsewhere"));
        }
    }

    private static final class PresetTitle extends StringConverter<Preset> {
        @Override
        public String toString(@Nullable Preset preset) {
            return preset == null ? "" : preset.title();
        }

        @Override
        public Preset fromString(String text) {
            return Preset.valueOf(text);
        }
    }
}
