package org.quantoscope.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.GroupSize;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.tensor.TensorRole;

import java.util.List;
import java.util.Optional;

class RecipeCodecTest {
    private static final Recipe MIXED =
            new Recipe(
                    "mixed",
                    Preset.ADPQ_COMPACT.at(new BitWidth(4)),
                    List.of(
                            new Rule(
                                    new LayerSelector(
                                            Optional.of("*.mlp.*"),
                                            Optional.empty(),
                                            List.of(TensorRole.DOWN, TensorRole.UP),
                                            Optional.of(1),
                                            Optional.of(3)),
                                    Preset.ADPQ
                                            .at(new BitWidth(5))
                                            .withSalientBits(Optional.of(new BitWidth(6)))),
                            new Rule(LayerSelector.named("a.\"b\"\n"), TensorSpec.KEEP)));

    @Test
    void readsWhatItWrote() {
        assertThat(RecipeCodec.read(RecipeCodec.write(MIXED))).isEqualTo(MIXED);
    }

    @Test
    void writesTheSameTextAgain() {
        String json = RecipeCodec.write(MIXED);
        assertThat(RecipeCodec.write(RecipeCodec.read(json))).isEqualTo(json);
    }

    @Test
    void ruleTakesWhatItDoesNotSayFromTheDefault() {
        Recipe recipe =
                RecipeCodec.read(
                        """
                        {"format": "quantoscope-recipe", "version": 1, "name": "n",
                         "default": {"preset": "adpq-compact", "bits": 3},
                         "rules": [{"match": {"roles": ["down"]}, "spec": {"bits": 5}}]}
                        """);
        assertThat(recipe.defaultSpec()).isEqualTo(Preset.ADPQ_COMPACT.at(new BitWidth(3)));
        assertThat(recipe.rules().getFirst().spec())
                .isEqualTo(recipe.defaultSpec().withBits(new BitWidth(5)));
        assertThat(recipe.defaultSpec().groupSize()).isEqualTo(GroupSize.ROW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"bits\": 7 | default.bits",
                "\"bits\": \"four\" | default.bits",
                "\"bits\": \"4\" | default.bits: must be a number",
                "\"group-size\": \"64\" | default.group-size: must be a number",
                "\"salient-bits\": \"5\" | default.salient-bits: must be a number",
                "\"bits\": 4.5 | default.bits",
                "\"alpha\": 0.3 | default.alpha",
                "\"alpha\": \"0.1\" | default.alpha",
                "\"alpha\": true | default.alpha",
                "\"clip\": 0.4 | default.clip",
                "\"group-size\": 48 | default.group-size",
                "\"scheme\": \"cubic\" | default.scheme",
                "\"groupsize\": 64 | default.groupsize",
                "\"bits\": 3, \"bits\": 4 | bits",
            })
    void refusesABadFieldByName(String field, String named) {
        String json =
                """
                {"format": "quantoscope-recipe", "version": 1, "name": "n",
                 "default": {"preset": "rtn", %s}, "rules": []}
                """
                        .formatted(field);
        assertThatThrownBy(() -> RecipeCodec.read(json))
                .isInstanceOf(RecipeFormatException.class)
                .hasMessageContaining(named)
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"glob\": 3} | rules[0].match.glob",
                "{\"regex\": \"(\"} | rules[0].match",
                "{\"roles\": [\"query\"]} | rules[0].match.roles",
                "{\"first-layer\": 3, \"last-layer\": 1} | rules[0].match",
                "{\"first-layer\": -1} | rules[0].match.first-layer",
                "{\"name\": \"x\"} | rules[0].match.name",
                "[] | rules[0].match",
            })
    void refusesABadSelectorByName(String match, String named) {
        String json =
                """
                {"format": "quantoscope-recipe", "version": 1, "name": "n",
                 "default": {"preset": "rtn"}, "rules": [{"match": %s, "spec": "keep"}]}
                """
                        .formatted(match);
        assertThatThrownBy(() -> RecipeCodec.read(json))
                .isInstanceOf(RecipeFormatException.class)
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | format",
                "[] | object",
                "{\"format\": \"gguf\"} | format",
                "{\"format\": \"quantoscope-recipe\", \"version\": 4} | version",
                "{\"format\": \"quantoscope-recipe\", \"version\": 1, \"name\": \"n\"} | default",
                "{\"format\": \"quantoscope-recipe\", \"version\": 1 | JSON",
                "'' | object",
            })
    void refusesAnIncompleteRecipe(String json, String named) {
        assertThatThrownBy(() -> RecipeCodec.read(json))
                .isInstanceOf(RecipeFormatException.class)
                .hasMessageContaining(named);
    }

    @Test
    void readsAgainWhichRulesAreSwitchedOff() {
        Recipe some =
                MIXED.withRules(
                        List.of(MIXED.rules().get(0).withEnabled(false), MIXED.rules().get(1)));
        String json = RecipeCodec.write(some);
        assertThat(json).contains("\"version\" : 2").containsOnlyOnce("\"enabled\" : false");
        assertThat(RecipeCodec.read(json)).isEqualTo(some);
    }

    @Test
    void readersOfTheFirstVersionReadWhatHasNoRuleSwitchedOff() {
        assertThat(RecipeCodec.write(MIXED)).contains("\"version\" : 1").doesNotContain("enabled");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | 1 | must be true or false, was 1",
                "2 | \"no\" | must be true or false, was \"no\"",
                "1 | false | is known from version 2 on, this is 1",
            })
    void refusesABadSwitchByName(int version, String enabled, String reason) {
        String json =
                """
                {"format": "quantoscope-recipe", "version": %d, "name": "n", "default": {"preset": "rtn"},
                 "rules": [{"match": {}, "spec": "keep", "enabled": %s}]}
                """
                        .formatted(version, enabled);
        assertThatThrownBy(() -> RecipeCodec.read(json))
                .isInstanceOf(RecipeFormatException.class)
                .hasMessage("recipe field rules[0].enabled: %s", reason);
    }
}
