package org.quantoscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeCodec;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class SampleRecipesTest {
    private static final Path RECIPES = Path.of("samples/recipes");

    @ParameterizedTest
    @ValueSource(strings = {"adpq-compact-4bit.json", "mixed.json"})
    void isWrittenAsTheProgramWritesIt(String name) throws IOException {
        String text = Files.readString(RECIPES.resolve(name));
        assertThat(RecipeCodec.write(RecipeCodec.read(text))).isEqualTo(text);
    }

    @Test
    void compactIsThePreset() throws IOException {
        Recipe recipe =
                RecipeCodec.read(Files.readString(RECIPES.resolve("adpq-compact-4bit.json")));
        assertThat(recipe.defaultSpec()).isEqualTo(Preset.ADPQ_COMPACT.at(new BitWidth(4)));
    }

    @Test
    void mixedRecipeKeepsTheFirstLayerAndWidensDownProjections() {
        JsonNode json =
                CommandRun.of(
                                "analyze",
                                CommandRun.STORIES,
                                "--recipe",
                                "samples/recipes/mixed.json",
                                "--json",
                                "-")
                        .json();
        assertThat(json.at("/totals/quantizedTensors").intValue()).isEqualTo(28);
        for (JsonNode tensor : json.get("tensors")) {
            String name = tensor.get("name").stringValue();
            if (name.contains("layers.0.")) {
                assertThat(tensor.get("kept").booleanValue()).as(name).isTrue();
            } else if (name.contains("down_proj")) {
                assertThat(tensor.at("/spec/bits").intValue()).as(name).isEqualTo(5);
                assertThat(tensor.get("reason").stringValue()).contains("rule 1 of 2");
            } else if (name.contains("up_proj")) {
                assertThat(tensor.at("/spec/bits").intValue()).as(name).isEqualTo(4);
            }
        }
    }

    @Test
    void optionsOverrideTheDefaultOfARecipeAndLeaveItsRules() {
        JsonNode json =
                CommandRun.of(
                                "analyze",
                                CommandRun.STORIES,
                                "--recipe=samples/recipes/mixed.json",
                                "--bits=3",
                                "--json=-")
                        .json();
        assertThat(json.at("/recipe/default/bits").intValue()).isEqualTo(3);
        assertThat(json.at("/recipe/default/clip").doubleValue()).isEqualTo(0.9);
        assertThat(json.at("/recipe/rules/0/spec/bits").intValue()).isEqualTo(5);
    }
}
