package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.analysis.LayerReport;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.model.Comparison;
import org.quantoscope.ui.model.DepthLook;
import org.quantoscope.ui.model.OtherCheckpoint;
import org.quantoscope.ui.model.Preview;
import org.quantoscope.ui.model.PreviewState;
import org.testfx.util.WaitForAsyncUtils;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** A checkpoint opened beside another: its values against the original's on every page. */
class BesideUiTest {
    private static final Path QUANTIZED = Path.of("src/test/resources/gguf/stories260k-Q4_1.gguf");
    private static final String GATE = "model.layers.0.mlp.gate_proj.weight";

    private OpenWindow window;

    @BeforeEach
    void openWindow() throws Exception {
        window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT));
        window.openSample();
    }

    @AfterEach
    void closeWindow() throws Exception {
        window.close();
    }

    @Test
    void valuesOfBAreMeasuredAgainstTheOpenCheckpoint() throws Exception {
        openBeside(QUANTIZED);
        LayerReport report = held(GATE);
        assertThat(report.givenBy().map(TensorInfo::encoding)).contains("Q4_1");
        assertThat(report.bitsStored()).isEqualTo(5);
        assertThat(report.error().sqnrDb()).isBetween(20.0, 30.0);
        LayerReport norm = held("model.norm.weight");
        assertThat(norm.error().nmse()).isZero();
        assertThat(window.text("beside")).contains("47 tensors", "GGUF");
        select(GATE);
        assertThat(preview().report().orElseThrow().after().counts())
                .isEqualTo(report.after().counts());
    }

    @Test
    void bInPlaceOfAShowsItsValuesEverywhereAndPagesOfCodesSayWhy() throws Exception {
        openBeside(QUANTIZED);
        select(GATE);
        OpenWindow.onScreen(() -> {
            comparison().showsHeldProperty().set(true);
            return true;
        });
        assertThat(window.text("verdict")).contains("stories260k-Q4_1.gguf", "Q4_1");
        assertThat(window.text("shown-facts")).contains("B: Q4_1");
        for (String page : window.window().pages()) {
            OpenWindow.onScreen(() -> {
                window.model().pageProperty().set(page);
                return true;
            });
            WaitForAsyncUtils.waitForFxEvents();
        }
        assertThat(window.model().depth().lookProperty().get().answer()).isEmpty();
    }

    @Test
    void inDepthShowsTheValuesOfBAndTheirErrors() throws Exception {
        openBeside(QUANTIZED);
        OpenWindow.onScreen(() -> {
            window.model().pageProperty().set("depth");
            return true;
        });
        select(GATE);
        var look = window.model().depth().lookProperty();
        OpenWindow.waitUntil(() ->
                look.get().current() && look.get().answer().flatMap(DepthLook::held).isPresent());
        DepthLook.Held b = look.get().answer().flatMap(DepthLook::held).orElseThrow();
        assertThat(b.part().nmse()).isPositive().isLessThan(0.02);
        assertThat(b.part().levels()).isEmpty();
        double squares = 0;
        long count = 0;
        for (var bin : b.residuals().byMagnitude()) {
            squares += bin.mse() * bin.count();
            count += bin.count();
        }
        assertThat(count).isEqualTo(172 * 64);
        assertThat(squares / count).isCloseTo(held(GATE).error().mse(), Offset.offset(1e-12));
    }

    @Test
    void droppingBringsBackWhatWasBeforeAndTheKnobsWereFreeAllAlong() throws Exception {
        OpenWindow.onScreen(() -> {
            comparison().hold();
            return true;
        });
        var before = comparison().heldProperty().get();
        openBeside(QUANTIZED);
        assertThat(comparison().heldProperty().get()).isEmpty();
        OpenWindow.onScreen(() -> {
            comparison().drop();
            return true;
        });
        assertThat(comparison().otherProperty().get()).isEmpty();
        assertThat(comparison().heldProperty().get()).isEqualTo(before);
        OpenWindow.onScreen(() -> {
            comparison().drop();
            return true;
        });
        assertThat(comparison().holdingProperty().get()).isFalse();
        assertThat(window.<javafx.scene.Node>node("beside").isVisible()).isFalse();
    }

    @Test
    void tensorsThatOnlyOneHasAndThoseOfOtherShapesAreNamed() throws Exception {
        openBeside(Path.of("src/test/resources/models/llama-untied-gqa"));
        OtherCheckpoint other = comparison().otherProperty().get().orElseThrow();
        assertThat(other.otherShapes()).isNotEmpty();
        assertThat(other.onlyThere()).isNotEmpty();
        assertThat(other.onlyHere()).isNotEmpty();
        assertThat(window.text("notice-text"))
                .contains("only in A", "only in B", "of another shape")
                .contains(other.onlyHere().getFirst().name());
        TensorOutcome outcome =
                Objects.requireNonNull(
                        comparison().heldOutcomes().get(other.onlyThere().getFirst().name()));
        assertThat(outcome).isInstanceOf(TensorOutcome.Refused.class);
        assertThat(outcome.decision().reason()).isEqualTo("only in A");
    }

    @Test
    void whatHasNoTensorInCommonIsRefusedInOneLine() throws Exception {
        Comparison comparison = comparison();
        OpenWindow.onScreen(() -> {
            window.model().beside().open(Path.of("samples/gpt2-attention"));
            return true;
        });
        OpenWindow.waitUntil(() -> window.node("notice").isVisible());
        assertThat(window.text("notice-text")).contains("no tensor of one has the name");
        assertThat(comparison.holdingProperty().get()).isFalse();
    }

    @Test
    void aSessionOpensBAgain(@TempDir Path folder) throws Exception {
        openBeside(QUANTIZED);
        Path file = folder.resolve("two.session.json");
        OpenWindow.onScreen(() -> {
            window.window().actions().saveSession(file);
            return true;
        });
        OpenWindow.waitUntil(() -> Files.exists(file) && window.node("notice").isVisible());
        OpenWindow.onScreen(() -> {
            comparison().drop();
            window.window().actions().openSession(file);
            return true;
        });
        OpenWindow.waitUntil(() -> comparison().otherProperty().get().isPresent());
        assertThat(comparison().otherProperty().get().orElseThrow().session().name())
                .isEqualTo("stories260k-Q4_1.gguf");
    }

    private void openBeside(Path path) throws Exception {
        OpenWindow.onScreen(() -> {
            window.model().beside().open(path);
            return true;
        });
        OpenWindow.waitUntil(() ->
                comparison().heldTotalsProperty().get().isPresent()
                        && comparison().otherProperty().get().isPresent()
                        && comparison().heldProgressProperty().get().isEmpty());
        window.settle();
    }

    private Comparison comparison() {
        return window.model().comparison();
    }

    private LayerReport held(String tensor) {
        return ((TensorOutcome.Quantized)
                        Objects.requireNonNull(comparison().heldOutcomes().get(tensor)))
                .report();
    }

    private void select(String name) throws Exception {
        TensorInfo tensor =
                window.model().session().orElseThrow().tensors().stream()
                        .filter(it -> it.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        OpenWindow.onScreen(() -> {
            window.model().selection().setAll(tensor);
            return true;
        });
        OpenWindow.waitUntil(() -> preview(comparison().heldStateProperty().get(), tensor));
        window.settle();
    }

    private static boolean preview(PreviewState state, TensorInfo tensor) {
        return state instanceof PreviewState.Ready(Preview shown) && shown.tensor().equals(tensor);
    }

    private Preview preview() {
        Optional<Preview> shown = comparison().heldStateProperty().get().shown();
        return shown.orElseThrow();
    }
}
