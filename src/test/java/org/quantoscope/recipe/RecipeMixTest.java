package org.quantoscope.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.util.List;

class RecipeMixTest {
    private static final Recipe PLAIN = Recipe.of("r", Preset.RTN.at(new BitWidth(4)));

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 7, 8, 16, 31, 32, 80})
    void mediumWidensTheLayersThatThePatternNames(int layers) {
        List<TensorInfo> model = Matrices.model(layers);
        Recipe mix = RecipeMix.MEDIUM.over(PLAIN, model);
        int eighth = layers / 8;
        for (TensorInfo tensor : model) {
            if (tensor.layer().isEmpty()) {
                continue;
            }
            int layer = tensor.layer().getAsInt();
            boolean role = tensor.role() == TensorRole.V || tensor.role() == TensorRole.DOWN;
            boolean wide = layer < eighth || layer >= 7 * layers / 8 || (layer - eighth) % 3 == 2;
            assertThat(bits(mix, tensor)).as(tensor.name()).isEqualTo(role && wide ? 6 : 4);
        }
    }

    @Test
    void smallWidensVOfFourLayersAndDownOfAnEighth() {
        Recipe mix = RecipeMix.SMALL.over(PLAIN, Matrices.model(32));
        assertThat(mix.rules())
                .extracting(rule -> rule.match().toString())
                .containsExactly("role v, layers 0–3", "role down, layers 0–3");
        assertThat(bits(mix, Matrices.matrix("x", TensorRole.V, 3))).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(names = {"PACK_QUANTIZED", "GPTQ", "AWQ"})
    void whatReadersJoinIsWidenedTogether(BlockLayout layout) {
        for (RecipeMix mix : RecipeMix.values()) {
            Recipe over =
                    mix.over(
                            Recipe.of("r", Preset.RTN.at(new BitWidth(4), layout)),
                            Matrices.model(16));
            assertThat(over.rules())
                    .filteredOn(rule -> rule.match().roles().contains(TensorRole.V))
                    .isNotEmpty()
                    .allSatisfy(rule ->
                            assertThat(rule.match().roles()).contains(TensorRole.Q, TensorRole.K));
        }
    }

    @Test
    void blocksOfGgufAreWidenedToWiderBlocks() {
        for (BlockLayout layout : BlockLayout.values()) {
            QuantizationSpec spec = Preset.RTN.at(new BitWidth(4), layout);
            for (RecipeMix mix : RecipeMix.values()) {
                mix.over(Recipe.of("r", spec), Matrices.model(16)).rules().stream()
                        .map(rule -> (QuantizationSpec) rule.spec())
                        .forEach(wide -> {
                            assertThat(wide).isEqualTo(wide.withLayout(wide.layout()));
                            assertThat(wide.bits().bits())
                                    .isGreaterThanOrEqualTo(spec.bits().bits());
                        });
            }
        }
    }

    @Test
    void theWidestStaysTheWidest() {
        Recipe eight = Recipe.of("r", Preset.RTN.at(new BitWidth(8)));
        Recipe mix = RecipeMix.MEDIUM.over(eight, Matrices.model(8));
        assertThat(bits(mix, Matrices.matrix("x", TensorRole.V, 0))).isEqualTo(8);
    }

    private static int bits(Recipe recipe, TensorInfo tensor) {
        return ((QuantizationSpec) recipe.specFor(tensor)).bits().bits();
    }
}
