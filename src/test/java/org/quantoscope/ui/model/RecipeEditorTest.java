package org.quantoscope.ui.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.util.List;
import java.util.OptionalInt;

class RecipeEditorTest {
    private static final TensorInfo Q = matrix("layers.0.q");
    private static final TensorInfo K = matrix("layers.0.k");

    private final RecipeEditor editor = new RecipeEditor();

    @Test
    void editsTheDefaultWhileEverythingIsInScope() {
        editor.setTargets(List.of(Q));
        editor.set(SpecField.ALPHA, "0.08");
        assertThat(editor.recipe().rules()).isEmpty();
        assertThat(editor.recipe().defaultSpec().alpha().value()).isEqualTo(0.08);
    }

    @Test
    void editsOnlyTheSelectedTensorsByRulesOfTheirOwn() {
        editor.scopeProperty().set(RecipeEditor.Scope.SELECTION);
        editor.setTargets(List.of(Q));
        editor.set(SpecField.GROUP_SIZE, "64");
        assertThat(((QuantizationSpec) editor.recipe().specFor(Q)).groupSize().weights())
                .isEqualTo(64);
        assertThat(((QuantizationSpec) editor.recipe().specFor(K)).groupSize().isRow()).isTrue();
    }

    @Test
    void showsParametersInWhichTheSelectedTensorsDifferAsMixed() {
        editor.scopeProperty().set(RecipeEditor.Scope.SELECTION);
        editor.setTargets(List.of(Q));
        editor.set(SpecField.FIT, "range");
        editor.setTargets(List.of(Q, K));
        assertThat(editor.editedProperty().get().mixed()).containsExactly(SpecField.FIT);
    }

    @Test
    void takesThePresetsValuesForANewWidthAlong() {
        editor.set(SpecField.BITS, "3");
        assertThat(editor.recipe().defaultSpec())
                .isEqualTo(Preset.ADPQ_COMPACT.at(new BitWidth(3)));
    }

    @Test
    void leavesAChangedSpecificationAloneWhenTheWidthChanges() {
        editor.set(SpecField.CLIP, "0.7");
        editor.set(SpecField.BITS, "3");
        assertThat(editor.recipe().defaultSpec().clip().value()).isEqualTo(0.7);
    }

    @Test
    void aStockLayoutBringsTheOnePresetThatItCanHoldAndOurPackageTheOneBefore() {
        var before = editor.recipe();
        editor.set(SpecField.LAYOUT, "q4_0");
        assertThat(editor.presetProperty().get()).isEqualTo(Preset.RTN);
        assertThat(editor.recipe().defaultSpec())
                .isEqualTo(Preset.RTN.at(new BitWidth(4), BlockLayout.Q4_0));
        editor.set(SpecField.LAYOUT, "pack-quantized");
        editor.set(SpecField.LAYOUT, "package");
        assertThat(editor.recipe()).isEqualTo(before);
        assertThat(editor.presetProperty().get()).isEqualTo(Preset.ADPQ_COMPACT);
    }

    @Test
    void resettingTheLayoutGoesBackToOurPackage() {
        var before = editor.recipe();
        editor.set(SpecField.LAYOUT, "q8_0");
        editor.reset(SpecField.LAYOUT);
        assertThat(editor.recipe().defaultSpec().layout()).isEqualTo(BlockLayout.PACKAGE);
        assertThat(editor.recipe().rules()).isEqualTo(before.rules());
    }

    @Test
    void aPresetIsTakenInTheLayoutThatIsThere() {
        editor.set(SpecField.LAYOUT, "gptq");
        editor.apply(Preset.RTN_CLIP);
        assertThat(editor.recipe().defaultSpec())
                .isEqualTo(Preset.RTN_CLIP.at(new BitWidth(4), BlockLayout.GPTQ));
        editor.set(SpecField.GROUP_SIZE, "32");
        editor.reset(SpecField.GROUP_SIZE);
        assertThat(editor.recipe().defaultSpec().groupSize().weights()).isEqualTo(64);
    }

    @Test
    void refusesWhatALayoutOfOneSelectedTensorDoesNotPermitAndChangesNone() {
        editor.scopeProperty().set(RecipeEditor.Scope.SELECTION);
        editor.setTargets(List.of(K));
        editor.set(SpecField.LAYOUT, "q4_0");
        editor.setTargets(List.of(Q, K));
        var before = editor.recipe();
        assertThatThrownBy(() -> editor.set(SpecField.BITS, "5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bits is 4 with layout q4_0");
        assertThat(editor.recipe()).isEqualTo(before);
    }

    @Test
    void refusesABadValueByNameAndChangesNothing() {
        var before = editor.recipe();
        assertThatThrownBy(() -> editor.set(SpecField.ALPHA, "0.9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("alpha");
        assertThat(editor.recipe()).isEqualTo(before);
    }

    @Test
    void keepsTheSelectedTensorsAndUndoesIt() {
        editor.setTargets(List.of(Q));
        editor.setKept(true);
        assertThat(editor.recipe().specFor(Q)).isEqualTo(TensorSpec.KEEP);
        editor.history().undo();
        assertThat(editor.recipe().specFor(Q)).isInstanceOf(QuantizationSpec.class);
    }

    @Test
    void bringsThePresetBackWhenItsChoiceIsUndone() {
        editor.set(SpecField.ALPHA, "0.03");
        editor.apply(Preset.RTN);
        assertThat(editor.presetProperty().get()).isEqualTo(Preset.RTN);
        editor.history().undo();
        assertThat(editor.presetProperty().get()).isEqualTo(Preset.ADPQ_COMPACT);
    }

    @Test
    void keepsThePresetThatWasChosenHoweverMuchIsChanged() {
        editor.apply(Preset.RTN);
        editor.set(SpecField.ALPHA, "0.05");
        editor.set(SpecField.FIT, "least-squares");
        editor.set(SpecField.GROUP_SIZE, "row");
        editor.set(SpecField.CLIP, "0.9");
        assertThat(editor.presetProperty().get()).isEqualTo(Preset.RTN);
    }

    @Test
    void saysWhichParametersHaveNoEffect() {
        QuantizationSpec rtn = Preset.RTN_CLIP.at(new BitWidth(4));
        assertThat(Relevance.withoutEffect(SpecField.SALIENT_GRID, rtn)).isPresent();
        assertThat(Relevance.withoutEffect(SpecField.CLIP, rtn)).isPresent();
        assertThat(Relevance.withoutEffect(SpecField.BITS, rtn)).isEmpty();
    }

    @Test
    void givesAWholeSelectionOneRuleAndLeavesOneHoweverOftenItIsEdited() {
        editor.setTensors(List.of(Q, K));
        editor.setTargets(List.of(Q, K));
        editor.scopeProperty().set(RecipeEditor.Scope.SELECTION);
        editor.set(SpecField.ALPHA, "0.06");
        editor.set(SpecField.ALPHA, "0.07");
        assertThat(editor.recipe().rules()).hasSize(1);
        assertThat(((QuantizationSpec) editor.recipe().specFor(K)).alpha().value()).isEqualTo(0.07);
    }

    @Test
    void theKnobsStayWithTheirRuleWhereverUndoPutsIt() {
        editor.setTensors(List.of(Q, K));
        editor.override(List.of(Q), Preset.RTN.at(new BitWidth(4)));
        editor.override(List.of(K), Preset.RTN.at(new BitWidth(5)));
        editor.editRule(1);
        editor.moveRule(1, 0);
        assertThat(editor.editedRule()).hasValue(0);
        editor.history().undo();
        assertThat(editor.editedRule()).hasValue(1);
        editor.set(SpecField.ALPHA, "0.07");
        assertThat(((QuantizationSpec) editor.recipe().specFor(K)).alpha().value()).isEqualTo(0.07);
        editor.history().undo();
        editor.history().undo();
        assertThat(editor.editedRule()).isEmpty();
        assertThat(editor.scopeProperty().get()).isEqualTo(RecipeEditor.Scope.ALL);
    }

    private static TensorInfo matrix(String name) {
        return new TensorInfo(
                name,
                DType.F32,
                Shape.of(8, 64),
                TensorRole.Q,
                OptionalInt.of(0),
                false,
                "m",
                0,
                2048);
    }
}
