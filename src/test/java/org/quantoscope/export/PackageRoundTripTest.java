package org.quantoscope.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.quantoscope.analysis.LayerAnalyzer;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.ClipRatio;
import org.quantoscope.quant.GroupSize;
import org.quantoscope.quant.ParameterType;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.RangeFit;
import org.quantoscope.quant.SalientGrid;
import org.quantoscope.quant.SalientScope;
import org.quantoscope.quant.SalientShare;
import org.quantoscope.quant.Scheme;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What the preview shows, what the package holds and what the dequantized folder says are one. */
class PackageRoundTripTest {
    @TempDir Path temp;

    static List<QuantizationSpec> specs() {
        List<QuantizationSpec> specs = new ArrayList<>();
        for (BitWidth width : BitWidth.CHOICES) {
            specs.add(Preset.ADPQ.at(width));
            specs.add(Preset.ADPQ_COMPACT.at(width));
        }
        specs.add(Preset.RTN.at(new BitWidth(4)));
        specs.add(Preset.RTN_CLIP.at(new BitWidth(3)));
        Random random = new Random(7);
        for (int i = 0; i < 40; i++) {
            specs.add(randomSpec(random));
        }
        return specs;
    }

    private static QuantizationSpec randomSpec(Random random) {
        BitWidth width = any(random, BitWidth.CHOICES);
        double alpha = any(random, List.of(0.0, 0.001, 0.01, 0.05, 0.2));
        Optional<BitWidth> salientWidth =
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(any(random, BitWidth.CHOICES));
        return new QuantizationSpec(
                org.quantoscope.quant.BlockLayout.PACKAGE,
                any(random, List.of(Scheme.values())),
                width,
                any(random, GroupSize.CHOICES),
                new SalientShare(alpha),
                new ClipRatio(any(random, List.of(1.0, 0.9, 0.5))),
                any(random, List.of(RangeFit.values())),
                any(random, List.of(SalientGrid.values())),
                any(random, List.of(SalientScope.values())),
                any(random, List.of(RangeFit.values())),
                salientWidth,
                any(random, List.of(ParameterType.values())));
    }

    private static <T> T any(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private Path oddShapes() throws IOException {
        return Models.folder(
                temp.resolve("source"),
                Models.random("block.f32", DType.F32, 1, 37, 203),
                Models.random("block.bf16", DType.BF16, 2, 5, 129),
                Models.random("block.f16", DType.F16, 3, 3, 4, 65),
                Models.random("block.one", DType.F32, 4, 1, 1),
                Models.random("block.column", DType.F32, 5, 300, 1),
                Models.random("block.vector", DType.BF16, 6, 1000),
                Models.random("kept.odd", DType.BF16, 7, 7),
                Models.random("kept.bytes", DType.U8, 8, 3),
                Models.random("kept.f32", DType.F32, 9, 11));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void packageRestoresWhatThePreviewComputedAndTakesTheBytesItSaid(QuantizationSpec spec)
            throws IOException {
        Recipe recipe = Models.everyBlock(spec);
        try (Checkpoint source = Models.OPENER.open(oddShapes());
                WorkerPool pool = new WorkerPool(2)) {
            Models.export(source, recipe, ExportFormat.PACKAGE, DType.F32, temp.resolve("pack"));
            Models.export(
                    source, recipe, ExportFormat.DEQUANTIZED, DType.F32, temp.resolve("plain"));
            try (Checkpoint pack = Models.OPENER.open(temp.resolve("pack"));
                    Checkpoint plain = Models.OPENER.open(temp.resolve("plain"))) {
                assertThat(pack.format()).isEqualTo("Quantoscope package");
                LayerAnalyzer analyzer = new LayerAnalyzer(Models.KERNELS, pool);
                for (TensorInfo before : source.tensors()) {
                    TensorInfo after = Models.tensor(pack, before.name());
                    assertThat(after.shape()).isEqualTo(before.shape());
                    assertThat(after.dtype()).isEqualTo(before.dtype());
                    if (!before.name().startsWith("block")) {
                        assertThat(pack.bytes(after).mismatch(source.bytes(before))).isEqualTo(-1);
                        continue;
                    }
                    LayerReport report =
                            analyzer.analyze(
                                    analyzer.measure(source.view(before), 512, Cancellation.none()),
                                    spec,
                                    Cancellation.none());
                    assertThat(after.byteCount()).isEqualTo(report.size().bytes());
                    float[] restored = Models.values(pack.view(after));
                    assertThat(restored)
                            .isEqualTo(
                                    Models.values(plain.view(Models.tensor(plain, before.name()))));
                    assertThat(squaredError(restored, Models.values(source.view(before))))
                            .isCloseTo(
                                    report.error().mse() * restored.length,
                                    org.assertj.core.data.Percentage.withPercentage(1e-9));
                }
            }
        }
    }

    private static double squaredError(float[] restored, float[] original) {
        double sum = 0;
        for (int i = 0; i < restored.length; i++) {
            double e = (double) restored[i] - original[i];
            sum += e * e;
        }
        return sum;
    }

    @Test
    void rowsOfAPackageAreReadInAnyOrder() throws IOException {
        QuantizationSpec spec = Preset.ADPQ.at(new BitWidth(3));
        Path folder =
                Models.folder(
                        temp.resolve("source"), Models.random("block", DType.F32, 1, 700, 33));
        try (Checkpoint source = Models.OPENER.open(folder)) {
            Models.export(
                    source,
                    Models.everyBlock(spec),
                    ExportFormat.PACKAGE,
                    DType.F32,
                    temp.resolve("pack"));
        }
        try (Checkpoint pack = Models.OPENER.open(temp.resolve("pack"))) {
            var view =
                    (org.quantoscope.tensor.TensorView.Decoded)
                            pack.view(Models.tensor(pack, "block"));
            float[] all = new float[700 * 33];
            view.decodeRows(0, 700, all);
            Random random = new Random(1);
            float[] some = new float[9 * 33];
            for (int i = 0; i < 200; i++) {
                int first = random.nextInt(692);
                view.decodeRows(first, 9, some);
                assertThat(some)
                        .isEqualTo(java.util.Arrays.copyOfRange(all, first * 33, (first + 9) * 33));
            }
        }
    }

    @Test
    void transposedMatricesComeBackInStoredOrder() throws IOException {
        QuantizationSpec spec = Preset.ADPQ_COMPACT.at(new BitWidth(4));
        Path folder =
                Models.folder(
                        temp.resolve("source"),
                        Models.random("h.0.attn.c_attn.weight", DType.F32, 1, 48, 144),
                        Models.random("h.0.mlp.c_fc.weight", DType.F32, 2, 48, 192));
        try (Checkpoint source = Models.OPENER.open(folder)) {
            assertThat(source.tensors()).allMatch(TensorInfo::transposed);
            Recipe recipe = Recipe.of("test", spec);
            Models.export(source, recipe, ExportFormat.PACKAGE, DType.F32, temp.resolve("pack"));
            Models.export(
                    source, recipe, ExportFormat.DEQUANTIZED, DType.F32, temp.resolve("plain"));
        }
        try (Checkpoint pack = Models.OPENER.open(temp.resolve("pack"))) {
            Models.export(
                    pack,
                    Models.keepAll(spec),
                    ExportFormat.DEQUANTIZED,
                    DType.F32,
                    temp.resolve("again"));
        }
        try (Checkpoint plain = Models.OPENER.open(temp.resolve("plain"));
                Checkpoint again = Models.OPENER.open(temp.resolve("again"))) {
            assertThat(plain.tensors()).allMatch(TensorInfo::transposed);
            for (TensorInfo tensor : plain.tensors()) {
                assertThat(
                                plain.bytes(tensor)
                                        .mismatch(again.bytes(Models.tensor(again, tensor.name()))))
                        .isEqualTo(-1);
            }
        }
    }
}
