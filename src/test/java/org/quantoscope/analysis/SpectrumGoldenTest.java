package org.quantoscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.safetensors.SafetensorsFormat;
import org.quantoscope.kernel.ScalarKernels;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.GroupSize;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Singular values are those of numpy's SVD, made by src/test/python/make_spectra.py. */
class SpectrumGoldenTest {
    private static final Path FILE = Path.of("src/test/resources/golden/spectrum/spectra.json");

    /** The specifications by which the errors were made. */
    private static final Map<String, QuantizationSpec> SPECS =
            Map.of(
                    "compact",
                    Preset.ADPQ_COMPACT.at(new BitWidth(4)),
                    "rtn",
                    Preset.RTN.at(new BitWidth(4)).withGroupSize(new GroupSize(64)));

    static Stream<JsonNode> cases() {
        return JsonMapper.shared().readTree(FILE.toFile()).get("cases").valueStream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void allValuesAreThoseOfNumpy(JsonNode one) throws Exception {
        compare(
                one,
                SpectrumAnalyzer.EXACT_ORDER,
                (found, expected) -> {
                    assertThat(found.exact()).isTrue();
                    assertThat(found.values()).hasSize(found.order());
                    expected.properties()
                            .forEach(value -> {
                                int index = Integer.parseInt(value.getKey());
                                double known = value.getValue().asDouble();
                                assertThat(found.values()[index])
                                        .as("value %d", index)
                                        .isCloseTo(
                                                known, within(1e-9 * known + 1e-7 * found.norm()));
                            });
                });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSketchComesFromBelowAndNear(JsonNode one) throws Exception {
        compare(
                one,
                0,
                (found, expected) -> {
                    assertThat(found.exact()).isFalse();
                    assertThat(found.values()).hasSize(RandomizedSpectrum.VALUES);
                    for (int i = 0; i < found.values().length; i++) {
                        double known = expected.get(Integer.toString(i)).asDouble();
                        assertThat(found.values()[i])
                                .as("value %d", i)
                                .isBetween(0.97 * known, (1 + 1e-9) * known);
                    }
                });
    }

    private interface Check {
        void of(Spectrum found, JsonNode expected);
    }

    private static void compare(JsonNode one, int exactOrder, Check check) throws Exception {
        Path folder = Path.of("samples").resolve(one.get("model").asString());
        try (WorkerPool pool = new WorkerPool(2);
                Checkpoint checkpoint = new SafetensorsFormat().open(folder)) {
            TensorInfo tensor =
                    checkpoint.tensors().stream()
                            .filter(it -> it.name().equals(one.get("tensor").asString()))
                            .findFirst()
                            .orElseThrow();
            ScalarKernels kernels = new ScalarKernels();
            MeasuredTensor measured =
                    new LayerAnalyzer(kernels, pool)
                            .measure(checkpoint.view(tensor), 512, Cancellation.none());
            SpectrumAnalyzer analyzer =
                    new SpectrumAnalyzer(kernels, pool, exactOrder, MatrixBlocks.MOST_WEIGHTS);
            MatrixRows.Original original = new MatrixRows.Original(measured.view(), kernels, pool);
            for (String key : new String[] {"original", "compact", "rtn"}) {
                MatrixRows rows =
                        Optional.ofNullable(SPECS.get(key))
                                .<MatrixRows>map(
                                        it -> new MatrixRows.Residual(measured, it, kernels, pool))
                                .orElse(original);
                Spectrum found =
                        analyzer.spectrum(
                                rows,
                                key,
                                Cancellation.none(),
                                new WorkerPool.Counter(1, Progress.SILENT));
                JsonNode expected = one.get(key);
                double squares = expected.get("squares").asDouble();
                assertThat(found.order()).isEqualTo(expected.get("order").asInt());
                assertThat(found.squares()).isCloseTo(squares, within(1e-9 * squares));
                check.of(found, expected.get("values"));
            }
        }
    }
}
