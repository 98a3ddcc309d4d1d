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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;

class PlainSelectorTest {
    private static final QuantizationSpec FOUR = Preset.ADPQ_COMPACT.at(new BitWidth(4));
    private static final QuantizationSpec FIVE = Preset.ADPQ_COMPACT.at(new BitWidth(5));

    private final List<TensorInfo> model = model();

    @Test
    void namesARoleOfAllLayersByItsRole() {
        assertThat(described(it -> it.role() == TensorRole.Q)).containsExactly("role q");
    }

    @Test
    void namesSeveralRolesOfSomeLayersByBoth() {
        assertThat(
                        described(it ->
                                (it.role() == TensorRole.Q || it.role() == TensorRole.K)
                                        && it.layer().orElse(-1) >= 1
                                        && it.layer().orElse(-1) <= 2))
                .containsExactly("role q or k, layers 1–2");
    }

    @Test
    void namesTensorsOfNoKnownRoleByANameWithAStar() {
        assertThat(described(it -> it.name().contains(".extra.")))
                .containsExactly("name model.layers.*.extra.weight");
    }

    @Test
    void namesASingleTensorByItsName() {
        assertThat(described(it -> it.name().equals("model.layers.2.q.weight")))
                .containsExactly("name model.layers.2.q.weight");
    }

    @Test
    void givesEachRoleARuleWhereNoPatternHoldsAll() {
        assertThat(
                        described(it ->
                                it.role() == TensorRole.Q
                                        || it.role() == TensorRole.K && it.layer().orElse(-1) == 0))
                .containsExactly("role q", "name model.layers.0.k.weight");
    }

    @Test
    void namesEachTensorWhereNoPatternHoldsTheRole() {
        assertThat(described(it -> it.role() == TensorRole.Q && it.layer().orElse(-1) % 2 == 0))
                .containsExactly("name model.layers.0.q.weight", "name model.layers.2.q.weight");
    }

    @Test
    void reachesNoOtherTensorThanThoseAskedFor() {
        for (int chosen = 1; chosen < 1 << 8; chosen++) {
            Map<TensorInfo, TensorSpec> specs = new LinkedHashMap<>();
            for (int i = 0; i < model.size(); i++) {
                if ((chosen * 0x9E3779B1 >>> i & 1) == 1) {
                    specs.put(model.get(i), FIVE);
                }
            }
            Recipe recipe = Recipe.of("", FOUR).withOverrides(specs, model);
            assertThat(model.stream().filter(it -> recipe.decide(it).rule().isPresent()))
                    .containsExactlyElementsOf(model.stream().filter(specs::containsKey).toList());
        }
    }

    @Test
    void takesThePlaceOfRulesForTheSame() {
        List<TensorInfo> queries = model.stream().filter(it -> it.role() == TensorRole.Q).toList();
        Recipe named = Recipe.of("", FOUR).withOverride(queries.getFirst(), TensorSpec.KEEP);
        Recipe once = named.withOverrides(all(queries, FOUR), model);
        Recipe again = once.withOverrides(all(queries, FIVE), model);
        assertThat(once.rules()).hasSize(1);
        assertThat(again.rules()).hasSize(1);
        assertThat(again.specFor(queries.getLast())).isEqualTo(FIVE);
    }

    @Test
    void tensorsWithDifferentSpecificationsKeepThem() {
        Map<TensorInfo, TensorSpec> specs = new LinkedHashMap<>();
        model.forEach(it -> {
            if (it.role() == TensorRole.Q) {
                specs.put(it, it.layer().orElse(-1) == 0 ? TensorSpec.KEEP : FIVE);
            }
        });
        Recipe recipe = Recipe.of("", FOUR).withOverrides(specs, model);
        specs.forEach((tensor, spec) -> assertThat(recipe.specFor(tensor)).isEqualTo(spec));
        assertThat(recipe.rules()).hasSize(2);
    }

    private List<String> described(Predicate<TensorInfo> wanted) {
        Recipe recipe =
                Recipe.of("", FOUR)
                        .withOverrides(all(model.stream().filter(wanted).toList(), FIVE), model);
        return recipe.rules().stream().map(rule -> rule.match().toString()).toList();
    }

    private static Map<TensorInfo, TensorSpec> all(List<TensorInfo> tensors, TensorSpec spec) {
        Map<TensorInfo, TensorSpec> specs = new LinkedHashMap<>();
        tensors.forEach(it -> specs.put(it, spec));
        return specs;
    }

    private static List<TensorInfo> model() {
        List<TensorInfo> tensors = new ArrayList<>();
        tensors.add(tensor("model.embed.weight", TensorRole.EMBEDDING, OptionalInt.empty()));
        for (int layer = 0; layer < 4; layer++) {
            OptionalInt in = OptionalInt.of(layer);
            String stem = "model.layers." + layer + ".";
            tensors.add(tensor(stem + "q.weight", TensorRole.Q, in));
            tensors.add(tensor(stem + "k.weight", TensorRole.K, in));
            tensors.add(tensor(stem + "extra.weight", TensorRole.OTHER, in));
            tensors.add(tensor(stem + "norm.weight", TensorRole.NORM, in));
        }
        return tensors;
    }

    private static TensorInfo tensor(String name, TensorRole role, OptionalInt layer) {
        return new TensorInfo(name, DType.F32, Shape.of(8, 64), role, layer, false, "m", 0, 2048);
    }
}
