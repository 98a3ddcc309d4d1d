package org.quantoscope.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.quant.SpecField;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class PreviewModelTest {
    private final OpenModel open = new OpenModel();
    private final PreviewModel preview = new PreviewModel(open.workers);
    private CheckpointSession session;
    private TensorInfo q;
    private TensorInfo k;

    @BeforeEach
    void openSample() throws Exception {
        session = open.open(OpenModel.SAMPLE);
        q = OpenModel.tensor(session, OpenModel.GOOD);
        k = OpenModel.tensor(session, OpenModel.BAD);
    }

    @AfterEach
    void close() {
        open.close();
        session.checkpoint().close();
    }

    @Test
    void answersWithStatisticsAndTheReportOfTheQuestionsSpecification() {
        preview.ask(question(q, "0.05", false));
        assertThat(preview.isBusy()).isTrue();
        Preview answer = ready();
        assertThat(answer.tensor()).isEqualTo(q);
        assertThat(answer.original()).isPresent();
        assertThat(answer.report().orElseThrow().spec()).isEqualTo(withAlpha("0.05").specFor(q));
        assertThat(answer.control()).isEmpty();
        assertThat(preview.isBusy()).isFalse();
    }

    @Test
    void measuresRoundToNearestOnlyWhereItIsAskedFor() {
        preview.ask(question(q, "0.05", true));
        assertThat(ready().control().orElseThrow().salience().salientCount()).isZero();
    }

    @Test
    void showsTheOlderAnswerAsStaleWhileANewSpecificationOfTheSameTensorIsComputed() {
        preview.ask(question(q, "0.05", false));
        Preview first = ready();
        preview.ask(question(q, "0.1", false));
        assertThat(preview.stateProperty().get()).isInstanceOf(PreviewState.Computing.class);
        assertThat(preview.stateProperty().get().shown()).contains(first);
        open.screen.runUntil(() -> preview.stateProperty().get() instanceof PreviewState.Ready);
        assertThat(ready().report().orElseThrow().spec()).isEqualTo(withAlpha("0.1").specFor(q));
    }

    @Test
    void showsNothingOfAnotherTensorWhileAnAnswerIsComputed() {
        preview.ask(question(q, "0.05", false));
        ready();
        preview.ask(question(k, "0.05", false));
        assertThat(preview.stateProperty().get().shown()).isEmpty();
        assertThat(ready().tensor()).isEqualTo(k);
    }

    @Test
    void neverCallsAnAnswerToAnOlderQuestionReady() {
        List<PreviewState> states = new ArrayList<>();
        preview.stateProperty().subscribe(state -> states.add(state));
        for (String alpha : List.of("0.01", "0.02", "0.03", "0.04")) {
            preview.ask(question(q, alpha, false));
        }
        open.screen.runUntil(() -> !preview.isBusy());
        assertThat(states)
                .filteredOn(PreviewState.Ready.class::isInstance)
                .singleElement()
                .satisfies(state ->
                        assertThat(state.shown().orElseThrow().report().orElseThrow().spec())
                                .isEqualTo(withAlpha("0.04").specFor(q)));
    }

    @Test
    void computesNothingForAQuestionThatIsAnswered() {
        preview.ask(question(q, "0.05", false));
        Preview first = ready();
        preview.ask(question(q, "0.05", false));
        assertThat(preview.isBusy()).isFalse();
        assertThat(ready()).isSameAs(first);
    }

    @Test
    void forgetsWhatComesTooLateAfterItIsCleared() throws Exception {
        preview.ask(question(q, "0.05", false));
        preview.clear();
        OpenModel.drain(open.workers.preview());
        open.screen.runWaiting();
        assertThat(preview.stateProperty().get()).isInstanceOf(PreviewState.Idle.class);
        assertThat(preview.isBusy()).isFalse();
    }

    @Test
    void aKeptTensorHasStatisticsAndNoReport() {
        Recipe keeps = OpenModel.RECIPE.withOverride(q, TensorSpec.KEEP);
        preview.ask(new PreviewQuestion(session, q, keeps.decide(q), 128, true));
        Preview answer = ready();
        assertThat(answer.original()).isPresent();
        assertThat(answer.report()).isEmpty();
        assertThat(answer.control()).isEmpty();
    }

    @Test
    void saysWhichTensorFailedAndAnswersTheNextQuestion(@TempDir Path folder) throws Exception {
        CheckpointSession two = open.open(OpenModel.writeTwoMatrices(folder));
        TensorInfo bad = OpenModel.tensor(two, OpenModel.BAD);
        TensorInfo good = OpenModel.tensor(two, OpenModel.GOOD);
        preview.ask(question(two, bad, OpenModel.RECIPE, false));
        open.screen.runUntil(() -> preview.stateProperty().get() instanceof PreviewState.Failed);
        PreviewState.Failed failed = (PreviewState.Failed) preview.stateProperty().get();
        assertThat(failed.message()).contains(OpenModel.BAD).contains("NaN").doesNotContain("\n");
        assertThat(preview.isBusy()).isFalse();
        preview.ask(question(two, good, OpenModel.RECIPE, false));
        assertThat(ready().tensor()).isEqualTo(good);
        OpenModel.drain(open.workers.preview());
        two.checkpoint().close();
    }

    private Preview ready() {
        open.screen.runUntil(() -> preview.stateProperty().get() instanceof PreviewState.Ready);
        return preview.stateProperty().get().shown().orElseThrow();
    }

    private PreviewQuestion question(TensorInfo tensor, String alpha, boolean control) {
        return question(session, tensor, withAlpha(alpha), control);
    }

    private static PreviewQuestion question(
            CheckpointSession of, TensorInfo tensor, Recipe recipe, boolean control) {
        return new PreviewQuestion(of, tensor, recipe.decide(tensor), 128, control);
    }

    private static Recipe withAlpha(String alpha) {
        return OpenModel.RECIPE.withDefault(
                SpecField.ALPHA.with(OpenModel.RECIPE.defaultSpec(), alpha));
    }
}
