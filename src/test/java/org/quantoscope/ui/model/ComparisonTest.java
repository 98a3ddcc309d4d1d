package org.quantoscope.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quantoscope.analysis.TensorOutcome;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.SpecField;
import org.quantoscope.recipe.Recipe;

import java.util.Objects;
import java.util.Optional;

class ComparisonTest {
    private static final int BINS = 128;

    private final OpenModel open = new OpenModel();
    private final RecipeEditor editor = new RecipeEditor();
    private final PreviewModel preview = new PreviewModel(open.workers);
    private final SweepModel sweep = new SweepModel(open.workers, preview);
    private final Comparison comparison = new Comparison(open.workers, editor, preview, sweep);
    private CheckpointSession session;

    @BeforeEach
    void openSample() throws Exception {
        session = open.open(OpenModel.SAMPLE);
        editor.restart(OpenModel.RECIPE);
        comparison.restart(Optional.of(session));
        comparison.refresh(BINS);
        ask();
    }

    @AfterEach
    void close() {
        comparison.drop();
        sweep.stop();
        open.close();
        session.checkpoint().close();
    }

    @Test
    void holdsTheRecipeWithItsAnswersWhileTheOtherIsEdited() {
        comparison.hold();
        edit("0.08");
        assertThat(comparison.heldProperty().get()).contains(OpenModel.RECIPE);
        assertThat(alpha(comparison.heldStateProperty().get()))
                .isEqualTo(alphaOf(OpenModel.RECIPE));
        assertThat(alpha(preview.stateProperty().get())).isEqualTo(0.08);
        assertThat(spec(sweep.outcomes().get(OpenModel.GOOD)).alpha().value()).isEqualTo(0.08);
        assertThat(spec(comparison.heldOutcomes().get(OpenModel.GOOD)))
                .isEqualTo(OpenModel.RECIPE.defaultSpec());
        assertThat(comparison.heldTotalsProperty().get()).isPresent();
    }

    @Test
    void showsTheHeldRecipeInEveryViewAndBack() {
        comparison.hold();
        edit("0.08");
        double own = sweep.totalsProperty().get().orElseThrow().bitsStored();
        comparison.showsHeldProperty().set(true);
        assertThat(comparison.shownRecipeProperty().get()).isEqualTo(OpenModel.RECIPE);
        assertThat(alpha(preview.stateProperty().get())).isEqualTo(alphaOf(OpenModel.RECIPE));
        assertThat(spec(sweep.outcomes().get(OpenModel.GOOD)))
                .isEqualTo(OpenModel.RECIPE.defaultSpec());
        assertThat(sweep.totalsProperty().get().orElseThrow().bitsStored()).isNotEqualTo(own);
        assertThat(comparison.sideBySideProperty().get()).isFalse();
        comparison.showsHeldProperty().set(false);
        assertThat(alpha(preview.stateProperty().get())).isEqualTo(0.08);
        assertThat(spec(sweep.outcomes().get(OpenModel.GOOD)).alpha().value()).isEqualTo(0.08);
        assertThat(sweep.totalsProperty().get().orElseThrow().bitsStored()).isEqualTo(own);
        assertThat(comparison.sideBySideProperty().get()).isTrue();
    }

    @Test
    void turningAKnobBringsTheEditedRecipeBack() {
        comparison.hold();
        edit("0.08");
        comparison.showsHeldProperty().set(true);
        edit("0.09");
        assertThat(comparison.showsHeldProperty().get()).isFalse();
        assertThat(alpha(preview.stateProperty().get())).isEqualTo(0.09);
    }

    @Test
    void swappingIsOneStepThatUndoTakesBackOnBothSides() {
        comparison.hold();
        edit("0.08");
        Recipe edited = editor.recipe();
        comparison.swap();
        assertThat(editor.recipe()).isEqualTo(OpenModel.RECIPE);
        assertThat(comparison.heldProperty().get()).contains(edited);
        editor.history().undo();
        assertThat(editor.recipe()).isEqualTo(edited);
        assertThat(comparison.heldProperty().get()).contains(OpenModel.RECIPE);
        editor.history().redo();
        assertThat(editor.recipe()).isEqualTo(OpenModel.RECIPE);
        assertThat(comparison.heldProperty().get()).contains(edited);
    }

    @Test
    void applyingIsOneStepAndKeepsWhatIsHeld() {
        comparison.hold();
        edit("0.08");
        Recipe edited = editor.recipe();
        comparison.apply();
        assertThat(editor.recipe()).isEqualTo(OpenModel.RECIPE);
        assertThat(comparison.heldProperty().get()).contains(OpenModel.RECIPE);
        editor.history().undo();
        assertThat(editor.recipe()).isEqualTo(edited);
    }

    @Test
    void holdingTakesOverWhatIsMeasuredAlready() {
        sweepAgain();
        comparison.hold();
        finish();
        TensorOutcome.Quantized own =
                (TensorOutcome.Quantized)
                        Objects.requireNonNull(sweep.outcomes().get(OpenModel.GOOD));
        TensorOutcome.Quantized held =
                (TensorOutcome.Quantized)
                        Objects.requireNonNull(comparison.heldOutcomes().get(OpenModel.GOOD));
        assertThat(held.report()).isSameAs(own.report());
    }

    @Test
    void droppingForgetsItsAnswers() {
        comparison.hold();
        edit("0.08");
        comparison.showsHeldProperty().set(true);
        comparison.drop();
        assertThat(comparison.heldProperty().get()).isEmpty();
        assertThat(comparison.heldOutcomes()).isEmpty();
        assertThat(comparison.heldStateProperty().get()).isInstanceOf(PreviewState.Idle.class);
        assertThat(alpha(preview.stateProperty().get())).isEqualTo(0.08);
    }

    /** Sets the salient share and waits for every answer. */
    private void edit(String alpha) {
        editor.set(SpecField.ALPHA, alpha);
        ask();
        sweepAgain();
    }

    private void ask() {
        PreviewQuestion question =
                new PreviewQuestion(
                        session,
                        OpenModel.tensor(session, OpenModel.GOOD),
                        editor.recipe().decide(OpenModel.tensor(session, OpenModel.GOOD)),
                        BINS,
                        false);
        preview.ask(question);
        comparison.follow(Optional.of(question));
    }

    private void sweepAgain() {
        sweep.start(session, editor.recipe(), BINS);
        finish();
    }

    private void finish() {
        open.screen.runUntil(() ->
                sweep.currentProperty().get()
                        && preview.stateProperty().get() instanceof PreviewState.Ready
                        && (comparison.heldProperty().get().isEmpty()
                                || comparison.heldTotalsProperty().get().isPresent()
                                        && comparison.heldStateProperty().get()
                                                instanceof PreviewState.Ready));
    }

    private static double alpha(PreviewState state) {
        return state.shown().orElseThrow().report().orElseThrow().spec().alpha().value();
    }

    private static double alphaOf(Recipe recipe) {
        return recipe.defaultSpec().alpha().value();
    }

    private static QuantizationSpec spec(@Nullable TensorOutcome outcome) {
        return ((TensorOutcome.Quantized) Objects.requireNonNull(outcome)).report().spec();
    }
}
