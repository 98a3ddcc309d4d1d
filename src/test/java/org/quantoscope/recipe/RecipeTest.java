package org.quantoscope.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

class RecipeTest {
    private static final QuantizationSpec FOUR = Preset.RTN.at(new BitWidth(4));
    private static final QuantizationSpec FIVE = Preset.RTN.at(new BitWidth(5));

    private static TensorInfo tensor(
            String name, TensorRole role, int layer, Shape shape, DType type) {
        return new TensorInfo(
                name,
                type,
                shape,
                role,
                layer < 0 ? OptionalInt.empty() : OptionalInt.of(layer),
                false,
                "f",
                0,
                shape.elementCount() * type.bits() / 8);
    }

    private static TensorInfo matrix(String name, TensorRole role, int layer) {
        return tensor(name, role, layer, Shape.of(4, 8), DType.F32);
    }

    @Test
    void aRuleNamesOneLayerAsOneAndSeveralAsARange() {
        assertThat(layers(2, 2)).hasToString("layer 2");
        assertThat(layers(0, 3)).hasToString("layers 0–3");
    }

    private static LayerSelector layers(int first, int last) {
        return new LayerSelector(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of(first),
                Optional.of(last));
    }

    @Test
    void byDefaultMatricesOfTheBlocksAreQuantizedAndTheRestIsKept() {
        Recipe recipe = Recipe.of("r", FOUR);
        assertThat(recipe.specFor(matrix("q", TensorRole.Q, 0))).isEqualTo(FOUR);
        assertThat(recipe.specFor(matrix("fused", TensorRole.OTHER, 3))).isEqualTo(FOUR);
        assertThat(recipe.specFor(matrix("wte", TensorRole.EMBEDDING, -1)))
                .isEqualTo(TensorSpec.KEEP);
        assertThat(recipe.specFor(matrix("head", TensorRole.HEAD, -1))).isEqualTo(TensorSpec.KEEP);
        assertThat(recipe.specFor(tensor("norm", TensorRole.NORM, 0, Shape.of(8), DType.F32)))
                .isEqualTo(TensorSpec.KEEP);
        assertThat(recipe.specFor(tensor("q.bias", TensorRole.OTHER, 0, Shape.of(8), DType.F32)))
                .isEqualTo(TensorSpec.KEEP);
        assertThat(
                        recipe.specFor(
                                matrix(
                                        "layers.0.block_sparse_moe.gate.weight",
                                        TensorRole.OTHER,
                                        0)))
                .isEqualTo(TensorSpec.KEEP);
    }

    @Test
    void ofTheRulesThatMatchTheLastOneDecides() {
        Recipe recipe =
                new Recipe(
                        "r",
                        FOUR,
                        List.of(
                                new Rule(LayerSelector.glob("*.q"), TensorSpec.KEEP),
                                new Rule(
                                        new LayerSelector(
                                                Optional.empty(),
                                                Optional.empty(),
                                                List.of(TensorRole.Q),
                                                Optional.of(1),
                                                Optional.of(2)),
                                        FIVE)));
        assertThat(recipe.specFor(matrix("0.q", TensorRole.Q, 0))).isEqualTo(TensorSpec.KEEP);
        assertThat(recipe.specFor(matrix("1.q", TensorRole.Q, 1))).isEqualTo(FIVE);
        assertThat(recipe.decide(matrix("1.q", TensorRole.Q, 1)).rule()).hasValue(1);
        assertThat(recipe.specFor(matrix("3.q", TensorRole.Q, 3))).isEqualTo(TensorSpec.KEEP);
        assertThat(recipe.specFor(matrix("3.k", TensorRole.K, 3))).isEqualTo(FOUR);
    }

    @Test
    void noRuleQuantizesWhatCannotBeAnalysed() {
        Recipe recipe =
                Recipe.of("r", FOUR).withRules(List.of(new Rule(LayerSelector.glob("*"), FIVE)));
        assertThat(recipe.specFor(tensor("ids", TensorRole.OTHER, 0, Shape.of(4, 8), DType.I64)))
                .isEqualTo(TensorSpec.KEEP);
        assertThat(recipe.specFor(tensor("none", TensorRole.Q, 0, Shape.of(0, 8), DType.F32)))
                .isEqualTo(TensorSpec.KEEP);
        assertThat(recipe.specFor(matrix("wte", TensorRole.EMBEDDING, -1))).isEqualTo(FIVE);
    }

    @Test
    void aSecondOverrideOfATensorReplacesTheFirst() {
        TensorInfo q = matrix("a.b+c", TensorRole.Q, 0);
        Recipe recipe = Recipe.of("r", FOUR).withOverride(q, FIVE).withOverride(q, TensorSpec.KEEP);
        assertThat(recipe.rules()).hasSize(1);
        assertThat(recipe.specFor(q)).isEqualTo(TensorSpec.KEEP);
        assertThat(recipe.specFor(matrix("aXbbc", TensorRole.Q, 0))).isEqualTo(FOUR);
    }

    @Test
    void globStarsMatchAnythingAndOtherCharactersThemselves() {
        assertThat(LayerSelector.glob("a.*.w?").matches(matrix("a.1.2.w3", TensorRole.Q, 0)))
                .isTrue();
        assertThat(LayerSelector.glob("a.*").matches(matrix("ab.c", TensorRole.Q, 0))).isFalse();
    }
}
