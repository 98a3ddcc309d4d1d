package org.quantoscope.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.DecisionTrace.Match;
import org.quantoscope.recipe.DecisionTrace.Outcome;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.util.List;

class DecisionTraceTest {
    private static final QuantizationSpec FOUR = Preset.RTN.at(new BitWidth(4));
    private static final Recipe RECIPE =
            new Recipe(
                    "r",
                    FOUR,
                    List.of(
                            new Rule(LayerSelector.glob("*"), TensorSpec.KEEP),
                            new Rule(LayerSelector.glob("*.down"), FOUR),
                            new Rule(LayerSelector.glob("*.q"), FOUR),
                            new Rule(LayerSelector.glob("l.1.*"), TensorSpec.KEEP, false)));

    @Test
    void theLastRuleThatMatchesAndTakesPartDecidesAndEarlierOnesLost() {
        TensorInfo q = Matrices.matrix("l.1.q", TensorRole.Q, 1);
        DecisionTrace trace = DecisionTrace.of(RECIPE, q);
        assertThat(trace.decision().spec()).isEqualTo(FOUR);
        assertThat(trace.matches())
                .containsExactly(
                        new Match(0, Outcome.LOST),
                        new Match(2, Outcome.DECIDES),
                        new Match(3, Outcome.OFF));
    }

    @Test
    void rulesAreWithoutEffectOnTypesThatArePassedThrough() {
        TensorInfo codes = Matrices.tensor("l.0.q", TensorRole.Q, 0, DType.U8);
        assertThat(DecisionTrace.of(RECIPE, codes).matches())
                .extracting(Match::outcome)
                .containsOnly(Outcome.WITHOUT_EFFECT);
    }

    @Test
    void hitsAddUpToAllTensors() {
        List<TensorInfo> model = Matrices.model(3);
        RuleHits hits = RuleHits.of(RECIPE, model);
        assertThat(hits.rules())
                .containsExactly(
                        new RuleHits.Hits(16, 10),
                        new RuleHits.Hits(3, 3),
                        new RuleHits.Hits(3, 3),
                        new RuleHits.Hits(5, 0));
        assertThat(hits.byDefault() + hits.kept()).isZero();
        RuleHits plain = RuleHits.of(Recipe.of("p", FOUR), model);
        assertThat(plain.byDefault()).isEqualTo(15);
        assertThat(plain.kept()).isEqualTo(1);
    }
}
