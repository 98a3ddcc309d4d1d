package org.quantoscope.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.quantoscope.tensor.Shape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

class TensorNamingTest {
    private static final Path NAMES =
            Path.of("src/test/resources/org/quantoscope/checkpoint/tensor-names.tsv");

    static Stream<String> names() throws IOException {
        return Files.readAllLines(NAMES).stream().filter(line -> !line.startsWith("#"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void tellsRoleLayerAndOrientationOfRealNames(String line) {
        String[] columns = line.split("\t", -1);
        String name = columns[1];
        Shape shape =
                Shape.of(
                        Arrays.stream(columns[2].split("x", -1))
                                .mapToLong(Long::parseLong)
                                .toArray());
        TensorNaming naming = TensorNaming.of(config(columns[0]), Map.of(name, shape));
        OptionalInt layer =
                columns[4].equals("-")
                        ? OptionalInt.empty()
                        : OptionalInt.of(Integer.parseInt(columns[4]));
        assertThat(naming.role(name, shape.rank()).key()).as("role").isEqualTo(columns[3]);
        assertThat(naming.layer(name)).as("layer").isEqualTo(layer);
        assertThat(naming.isTransposed(name, shape.rank()))
                .as("stored [in, out]")
                .isEqualTo(columns[5].equals("in,out"));
    }

    @Test
    void withoutAConfigurationGpt2sShapesTellThatItsMatricesAreTransposed() {
        TensorNaming naming =
                TensorNaming.of(
                        ModelConfig.UNKNOWN,
                        Map.of(
                                "h.0.attn.c_attn.weight", Shape.of(768, 2304),
                                "h.0.attn.c_proj.weight", Shape.of(768, 768)));
        assertThat(naming.isTransposed("h.0.attn.c_attn.weight", 2)).isTrue();
        assertThat(naming.isTransposed("h.0.attn.c_proj.weight", 2)).isTrue();
        assertThat(naming.isTransposed("h.0.attn.c_proj.bias", 1)).isFalse();
    }

    @Test
    void withoutAConfigurationTheShapesOfOneMatrixTellThatNoneIsTransposed() {
        TensorNaming naming =
                TensorNaming.of(
                        ModelConfig.UNKNOWN,
                        Map.of(
                                "h.0.attn.c_attn.weight", Shape.of(2304, 2048),
                                "h.0.attn.c_proj.weight", Shape.of(2048, 2048)));
        assertThat(naming.isTransposed("h.0.attn.c_proj.weight", 2)).isFalse();
    }

    @Test
    void theArchitectureAloneTellsGpt2Too() {
        ModelConfig config =
                new ModelConfig(
                        Optional.of("GPT2LMHeadModel"),
                        Optional.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Optional.empty());
        TensorNaming naming = TensorNaming.of(config, Map.of());
        assertThat(naming.isTransposed("h.0.mlp.c_proj.weight", 2)).isTrue();
    }

    private static ModelConfig config(String modelType) {
        Optional<String> type = modelType.equals("-") ? Optional.empty() : Optional.of(modelType);
        return new ModelConfig(
                Optional.empty(),
                type,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty());
    }
}
