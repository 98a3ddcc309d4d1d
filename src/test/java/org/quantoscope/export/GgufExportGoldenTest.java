package org.quantoscope.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.gguf.GgufCheckpoint;
import org.quantoscope.checkpoint.gguf.GgufFormat;
import org.quantoscope.checkpoint.gguf.GgufValue;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.ParameterType;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.LayerSelector;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeCodec;
import org.quantoscope.recipe.Rule;
import org.quantoscope.tensor.TensorInfo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What an export holds is what convert_hf_to_gguf.py and llama-quantize --pure wrote. */
class GgufExportGoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/gguf");

    @TempDir private Path temp;

    @ParameterizedTest
    @EnumSource(
            value = BlockLayout.class,
            names = {"Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0"})
    void blocksAreThoseOfLlamaQuantizePure(BlockLayout layout) throws IOException {
        Path target = temp.resolve("out.gguf");
        GgufModels.export(Models.STORIES, GgufModels.pure(layout), target);
        assertSameTensors(target, golden(layout.name()));
    }

    @ParameterizedTest
    @EnumSource(ParameterType.class)
    void plainValuesAreThoseOfLlamaCpp(ParameterType type) throws IOException {
        Path target = temp.resolve("out.gguf");
        GgufModels.export(Models.STORIES, stored(type), target);
        assertSameTensors(target, golden(type.name()));
    }

    @ParameterizedTest
    @EnumSource(
            value = BlockLayout.class,
            names = {"Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0"})
    void anotherGgufGivesTheSameBlocks(BlockLayout layout) throws IOException {
        Path target = temp.resolve("out.gguf");
        GgufModels.export(golden("F32"), GgufModels.pure(layout), target);
        assertSameTensors(target, golden(layout.name()));
    }

    @Test
    void metadataAreThoseOfTheConverterButForItsGuesses() throws IOException {
        Path target = temp.resolve("out.gguf");
        GgufModels.export(Models.STORIES, GgufModels.pure(BlockLayout.Q4_0), target);
        try (GgufCheckpoint ours = open(target);
                GgufCheckpoint golden = open(golden("Q4_0"))) {
            Map<String, GgufValue> found = ours.header().metadata();
            golden.header()
                    .metadata()
                    .forEach((key, value) -> {
                        if (!key.equals("general.size_label") // guessed from a name
                                && !key.equals("general.name")
                                && !key.equals("tokenizer.ggml.add_sep_token")) {
                            assertThat(found).containsKey(key);
                            assertThat(Objects.requireNonNull(found.get(key)).type())
                                    .as(key)
                                    .isEqualTo(value.type());
                            assertThat(
                                            Objects.requireNonNull(found.get(key))
                                                    .raw()
                                                    .mismatch(value.raw()))
                                    .as(key)
                                    .isEqualTo(-1);
                        }
                    });
        }
    }

    @Test
    void ggufCarriesAllMetadataAndTheRecipe() throws IOException {
        Path target = temp.resolve("out.gguf");
        Recipe recipe = GgufModels.pure(BlockLayout.Q5_1);
        GgufModels.export(golden("F16"), recipe, target);
        try (GgufCheckpoint ours = open(target);
                GgufCheckpoint source = open(golden("F16"))) {
            assertThat(ours.header().metadata().keySet())
                    .containsAll(source.header().metadata().keySet());
            assertThat(ours.header().whole("general.file_type")).hasValue(9);
            assertThat(RecipeCodec.read(ours.recipeJson().orElseThrow())).isEqualTo(recipe);
        }
    }

    @Test
    void blocksOfTheWantedTypeAreCarriedUnchanged() throws IOException {
        Path target = temp.resolve("out.gguf");
        GgufModels.export(golden("Q4_1"), GgufModels.pure(BlockLayout.Q4_1), target);
        assertSameTensors(target, golden("Q4_1"));
    }

    @Test
    void partsHoldTheSameTensorsAndOpenAsOneModel() throws IOException {
        Path target = temp.resolve("parts");
        ExportReceipt receipt =
                GgufModels.export(
                        Models.STORIES, GgufModels.pure(BlockLayout.Q8_0), target, 100_000, 2);
        assertThat(receipt.files())
                .extracting(ExportReceipt.WrittenFile::name)
                .startsWith("parts-00001-of-00004.gguf")
                .endsWith("parts-00004-of-00004.gguf", "quantoscope.sha256")
                .hasSize(5);
        assertSameTensors(target.resolve("parts-00002-of-00004.gguf"), golden("Q8_0"));
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBytes() throws IOException {
        Recipe recipe = GgufModels.pure(BlockLayout.Q4_0);
        Path one = temp.resolve("one.gguf");
        Path three = temp.resolve("three.gguf");
        GgufModels.export(Models.STORIES, recipe, one, Long.MAX_VALUE, 1);
        GgufModels.export(Models.STORIES, recipe, three, Long.MAX_VALUE, 3);
        assertThat(Files.mismatch(one, three)).isEqualTo(-1);
    }

    private static Recipe stored(ParameterType type) {
        return new Recipe(
                type.name(),
                GgufModels.Q4_0,
                List.of(new Rule(LayerSelector.glob("*"), new TensorSpec.Store(type))));
    }

    private static Path golden(String type) {
        return GOLDEN.resolve("stories260k-" + type + ".gguf");
    }

    private static GgufCheckpoint open(Path file) throws IOException {
        return (GgufCheckpoint) new GgufFormat().open(file);
    }

    private static void assertSameTensors(Path actual, Path expected) throws IOException {
        try (Checkpoint ours = open(actual);
                Checkpoint golden = open(expected)) {
            assertThat(ours.tensors()).hasSameSizeAs(golden.tensors());
            for (TensorInfo wanted : golden.tensors()) {
                TensorInfo found =
                        ours.tensors().stream()
                                .filter(tensor -> tensor.name().equals(wanted.name()))
                                .findFirst()
                                .orElseThrow();
                assertThat(found.encoding()).as(wanted.name()).isEqualTo(wanted.encoding());
                assertThat(found.shape()).as(wanted.name()).isEqualTo(wanted.shape());
                assertThat(ours.bytes(found).mismatch(golden.bytes(wanted)))
                        .as(wanted.name())
                        .isEqualTo(-1);
            }
        }
    }
}
