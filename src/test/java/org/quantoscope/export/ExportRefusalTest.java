package org.quantoscope.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** What a plan refuses, and that a refused export writes nothing. */
class ExportRefusalTest {
    private static final QuantizationSpec SPEC = Preset.ADPQ_COMPACT.at(new BitWidth(4));

    @TempDir Path temp;
    private Path folder = Path.of("");

    @BeforeEach
    void makeSource() throws IOException {
        folder =
                Models.folder(
                        temp.resolve("models/source"),
                        Models.random("block.a", DType.F32, 1, 40, 64));
    }

    private List<String> refusals(Path target) throws IOException {
        try (Checkpoint source = Models.OPENER.open(folder)) {
            ExportPlan plan =
                    ExportPlanner.plan(
                            source,
                            new ExportOptions(
                                    Models.everyBlock(SPEC),
                                    ExportFormat.PACKAGE,
                                    DType.F32,
                                    target,
                                    "0.1-test"));
            assertThat(plan.isRefused()).isEqualTo(!plan.refusals().isEmpty());
            if (plan.isRefused()) {
                List<String> before = Models.names(temp);
                assertThatThrownBy(() ->
                                Models.export(
                                        source,
                                        Models.everyBlock(SPEC),
                                        ExportFormat.PACKAGE,
                                        DType.F32,
                                        target))
                        .isInstanceOf(ExportRefusedException.class);
                assertThat(Models.names(temp)).isEqualTo(before);
            }
            return plan.refusals();
        }
    }

    @Test
    void refusesTheSourcesOwnFolder() throws IOException {
        assertThat(refusals(folder)).singleElement().asString().contains("source's own folder");
    }

    @Test
    void refusesTheSourcesOwnFolderBehindALink() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), folder);
        assertThat(refusals(link)).singleElement().asString().contains("source's own folder");
        assertThat(refusals(temp.resolve("models/../models/source")))
                .singleElement()
                .asString()
                .contains("source's own folder");
    }

    @Test
    void refusesAFolderInsideTheSource() throws IOException {
        assertThat(refusals(folder.resolve("out/deep")))
                .singleElement()
                .asString()
                .contains("inside the source's folder");
    }

    @Test
    void refusesAFolderThatHoldsTheSource() throws IOException {
        assertThat(refusals(temp.resolve("models")))
                .singleElement()
                .asString()
                .contains("holds the source");
    }

    @Test
    void refusesATargetThatIsNotEmpty() throws IOException {
        Path target = Files.createDirectory(temp.resolve("used"));
        Files.writeString(target.resolve("notes.txt"), "mine");
        assertThat(refusals(target)).singleElement().asString().contains("not an empty folder");
        assertThat(target.resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void acceptsAnEmptyTarget() throws IOException {
        Path target = Files.createDirectory(temp.resolve("empty"));
        assertThat(refusals(target)).isEmpty();
        try (Checkpoint source = Models.OPENER.open(folder)) {
            Models.export(source, Models.everyBlock(SPEC), ExportFormat.PACKAGE, DType.F32, target);
        }
        assertThat(Models.names(target)).contains("model.safetensors", "quantoscope.json");
    }

    @Test
    void refusesTheRootOfADiskThatIsMountedThere() throws IOException {
        Path mounted = Path.of("/dev/shm");
        assumeThat(Files.isDirectory(mounted)).as("a file system of its own").isTrue();
        assertThat(refusals(mounted)).anyMatch(line -> line.contains("another disk is mounted"));
    }

    @Test
    void refusesATargetBelowAFile() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "no folder");
        assertThat(refusals(file.resolve("out"))).anyMatch(line -> line.contains("is a file"));
    }

    @Test
    void refusesAFolderWithoutPermission() throws IOException {
        Path closed = Path.of("/proc/quantoscope-export");
        assertThat(refusals(closed)).anyMatch(line -> line.contains("no permission to write"));
    }

    @Test
    void refusesADiskThatIsTooSmall() throws IOException {
        TargetChecks checks = new TargetChecks(temp.resolve("out"), folder, false);
        assertThat(checks.refusals(Long.MAX_VALUE)).singleElement().asString().contains("are free");
        assertThat(checks.refusals(1)).isEmpty();
    }

    @Test
    void countsWhatIsCarriedAlongAsNeededRoom() throws IOException {
        long without = neededBytes();
        Files.write(folder.resolve("tokenizer.json"), new byte[12_345_678]);
        assertThat(neededBytes() - without).isEqualTo(12_345_678);
    }

    private long neededBytes() throws IOException {
        try (Checkpoint source = Models.OPENER.open(folder)) {
            return ExportPlanner.neededBytes(source, source.companionFiles(), 0);
        }
    }

    @Test
    void acceptsATargetOfTheLongestNameThatThereIs() throws IOException {
        Path target = temp.resolve("é".repeat(127));
        try (Checkpoint source = Models.OPENER.open(folder)) {
            Models.export(source, Models.everyBlock(SPEC), ExportFormat.PACKAGE, DType.F32, target);
        }
        assertThat(Models.names(target)).contains("model.safetensors");
    }

    @Test
    void refusesATensorThatIsCalledLikeAnArrayOfAPackedOne() throws IOException {
        folder =
                Models.folder(
                        temp.resolve("odd"),
                        Models.random("block.a", DType.F32, 1, 40, 64),
                        Models.random("block.a.codes", DType.F32, 2, 3));
        assertThat(refusals(temp.resolve("out"))).singleElement().asString().contains("block.a");
    }

    @Test
    void forecastIsCloseToWhatIsWritten() throws IOException {
        try (Checkpoint source = Models.OPENER.open(Models.STORIES)) {
            Recipe recipe = Recipe.of("test", SPEC);
            ExportPlan plan =
                    ExportPlanner.plan(
                            source,
                            new ExportOptions(
                                    recipe,
                                    ExportFormat.PACKAGE,
                                    DType.F32,
                                    temp.resolve("out"),
                                    "0.1-test"));
            ExportReceipt receipt =
                    Models.export(
                            source, recipe, ExportFormat.PACKAGE, DType.F32, temp.resolve("out"));
            assertThat((double) plan.bytesAfter() / receipt.bytesAfter()).isBetween(0.97, 1.03);
            assertThat(plan.quantizedCount()).isEqualTo(35);
        }
    }

    @Test
    void forecastOfEveryPresetNeedsNoWeights() {
        TensorInfo tensor =
                new TensorInfo(
                        "block",
                        DType.BF16,
                        Shape.of(150_000, 8192),
                        TensorRole.OTHER,
                        OptionalInt.empty(),
                        false,
                        "model.safetensors",
                        0,
                        2 * 150_000L * 8192);
        assertThat(8.0 * SizeForecast.bytes(tensor, SPEC) / tensor.elementCount())
                .isBetween(4.25, 4.35);
    }
}
