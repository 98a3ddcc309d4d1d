package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.quantoscope.app.OpenWindow.onScreen;
import static org.quantoscope.app.OpenWindow.waitUntil;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.TransferMode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quantoscope.cli.Parts;
import org.quantoscope.cli.QuantoscopeCommand;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeCodec;
import org.quantoscope.ui.chart.ChartDrawing;
import org.quantoscope.ui.evaluation.EvaluationView;
import org.quantoscope.ui.model.EvaluationModel;
import org.quantoscope.ui.model.EvaluationRow;
import org.quantoscope.ui.model.ModelSupport;
import org.quantoscope.ui.model.Speech;
import org.quantoscope.ui.model.TextItem;
import org.testfx.util.WaitForAsyncUtils;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;

/** The page that measures recipes by running the model. */
class EvaluationUiTest {
    private static final Path TEXT = Path.of("samples/texts/stories-sample-short.txt");

    @TempDir private Path folder;

    private OpenWindow window;

    @BeforeEach
    void openWindow() throws Exception {
        window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT));
    }

    @AfterEach
    void closeWindow() throws Exception {
        window.close();
    }

    @Test
    void figuresAreThoseOfTheCommandAndARowsRecipeIsTakenAndUndone() throws Exception {
        openPage();
        choose(TEXT);
        Recipe measured = recipe();
        type("all", "128");
        window.press(KeyCode.CONTROL, KeyCode.DIGIT7);
        fire("evaluation-run");
        waitForRows(2);
        List<EvaluationRow> rows = rows();
        assertThat(rows.getFirst().isOriginal()).isTrue();
        JsonNode told = command(measured);
        JsonNode text = told.path("texts").path(0);
        JsonNode ofRecipe = text.path("recipes").path(0);
        EvaluationRow.Done done = rows.getLast().done().orElseThrow();
        assertThat(done.original().perplexity()).isEqualTo(number(text, "original", "perplexity"));
        assertThat(done.scores().perplexity()).isEqualTo(number(ofRecipe, "perplexity"));
        assertThat(done.scores().perplexityError()).isEqualTo(number(ofRecipe, "stderr"));
        assertThat(done.bitsStored().orElseThrow())
                .isCloseTo(number(ofRecipe, "bitsStored"), within(1e-12));
        assertThat(done.divergence().orElseThrow().mean())
                .isEqualTo(number(ofRecipe, "logitKl", "mean"));
        assertThat(done.divergence().orElseThrow().quantile(0.99))
                .isEqualTo(number(ofRecipe, "logitKl", "p99"));

        Recipe other = measured.withDefault(Preset.RTN.at(new BitWidth(3)));
        onScreen(() -> {
            window.model().editor().load(other);
            return true;
        });
        TableView<?> table = window.node("evaluations");
        onScreen(() -> {
            table.requestFocus();
            table.getSelectionModel().clearAndSelect(1);
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(window.text("evaluation-reading")).contains("perplexity").contains("logit KL");
        window.press(KeyCode.ENTER);
        waitUntil(() -> recipe().equals(measured));
        onScreen(() -> {
            window.model().editor().history().undo();
            return true;
        });
        assertThat(recipe()).isEqualTo(other);
    }

    @Test
    void theOriginalIsRunOnceAndFiguresDoNotDependOnThat() throws Exception {
        openPage();
        choose(TEXT);
        type("all", "256");
        fire("evaluation-run");
        waitForRows(2);
        Recipe first = recipe();
        onScreen(() -> {
            window.model().editor().load(first.withDefault(Preset.RTN.at(new BitWidth(3))));
            return true;
        });
        fire("evaluation-run");
        waitForRows(3);
        assertThat(rows().stream().filter(EvaluationRow::isOriginal)).hasSize(1);
        EvaluationRow.Done one = rows().get(1).done().orElseThrow();
        EvaluationRow.Done two = rows().get(2).done().orElseThrow();
        assertThat(two.original().tokenNll()).isEqualTo(one.original().tokenNll());
        assertThat(two.scores().perplexity()).isNotEqualTo(one.scores().perplexity());
    }

    @Test
    void twoLinesOfOneTextAreComparedWindowByWindow() throws Exception {
        openPage();
        choose(TEXT);
        type("all", "256");
        fire("evaluation-run");
        waitForRows(2);
        onScreen(() -> {
            Recipe now = recipe();
            window.model().editor().load(now.withDefault(Preset.RTN.at(new BitWidth(3))));
            return true;
        });
        fire("evaluation-run");
        waitForRows(3);
        select(1, 2);
        assertThat(window.text("windows-reading")).contains("windows").doesNotContain("cannot");
        assertThat(window.<Node>node("windows").lookupAll(".legend"))
                .filteredOn(Node::isVisible)
                .hasSize(3);
    }

    @Test
    void theTextOfAWindowTellsWhatWasLostOnEachToken() throws Exception {
        openPage();
        choose(TEXT);
        type("all", "128");
        fire("evaluation-run");
        waitForRows(2);
        select(1);
        tab(1);
        waitUntil(() -> !spoken().startsWith("The text of a window"));
        EvaluationRow.Done done = rows().get(1).done().orElseThrow();
        int worst = window.<Spinner<Integer>>node("passage-window").getValue() - 1;
        for (int i = 0; i < done.windows().size(); i++) {
            assertThat(lost(done, i)).isLessThanOrEqualTo(lost(done, worst));
        }
        window.focus("loss-text");
        window.press(KeyCode.RIGHT);
        assertThat(window.text("passage-reading")).contains("not scored");
        window.press(KeyCode.RIGHT);
        assertThat(window.text("passage-reading"))
                .contains("original %.2f nats".formatted(done.original().tokenNll()[127 * worst]))
                .contains("recipe %.2f nats".formatted(done.scores().tokenNll()[127 * worst]));
    }

    @Test
    void aRecipeSpeaksBesideTheOriginalAndTheFirstTokenThatDiffersIsTold() throws Exception {
        openPage();
        onScreen(() -> {
            Recipe now = recipe();
            window.model().editor().load(now.withDefault(Preset.RTN.at(new BitWidth(2))));
            return true;
        });
        tab(2);
        onScreen(() -> {
            window.<TextField>node("speech-prompt").setText("Once upon a time");
            window.<Spinner<Integer>>node("speech-tokens").getValueFactory().setValue(30);
            window.<Button>node("speech-run").fire();
            return true;
        });
        waitUntil(() -> !speech().running());
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(String.join("", speech().original().texts()))
                .startsWith(", there was a little girl named Lily.");
        assertThat(speech().original().ids()).hasSize(30);
        assertThat(speech().differs()).isTrue();
        assertThat(window.text("speech-reading"))
                .contains("number " + (speech().firstDifference() + 1));
    }

    @Test
    void aSpeechThatIsStoppedKeepsWhatWasSaid() throws Exception {
        openPage();
        tab(2);
        onScreen(() -> {
            window.<Spinner<Integer>>node("speech-tokens").getValueFactory().setValue(2000);
            window.<Button>node("speech-run").fire();
            return true;
        });
        waitUntil(() -> !speech().original().ids().isEmpty());
        fire("speech-run");
        waitUntil(() -> window.model().jobs().runningProperty().get().isEmpty());
        assertThat(speech().running()).isFalse();
        assertThat(speech().original().ids()).isNotEmpty();
        assertThat(window.text("speech-reading")).startsWith("Stopped.");
    }

    @Test
    void whatWaitsCanBeStopped() throws Exception {
        openPage();
        onScreen(() -> {
            evaluation().texts().items().forEach(it -> evaluation().texts().setChosen(it, true));
            return true;
        });
        type("all", "512");
        fire("evaluation-run");
        waitUntil(() -> evaluation().rows().size() >= 3);
        fire("evaluation-stop");
        waitUntil(() -> window.model().jobs().runningProperty().get().isEmpty());
        assertThat(rows()).noneMatch(row -> row.outcome() instanceof EvaluationRow.Waiting);
    }

    @Test
    void aTextShorterThanAWindowSaysSo() throws Exception {
        openPage();
        Path tiny = Files.writeString(folder.resolve("tiny.txt"), "Once upon a time");
        choose(tiny);
        fire("evaluation-run");
        waitUntil(() -> window.text("notice-text").contains("fewer than a window of 512"));
        assertThat(window.text("notice-text")).contains("tiny.txt");
        assertThat(rows())
                .singleElement()
                .extracting(EvaluationRow::outcome)
                .isInstanceOf(EvaluationRow.Failed.class);
    }

    @Test
    void aFileThatIsNoTextIsRefusedByItsName() throws Exception {
        openPage();
        Path wrong = Files.write(folder.resolve("latin.txt"), new byte[] {'a', (byte) 0xe9, 'b'});
        onScreen(() -> {
            evaluation().texts().addFile(wrong);
            return true;
        });
        waitUntil(() -> window.text("notice-text").contains("latin.txt: not UTF-8"));
    }

    @Test
    void textsDroppedOnThePageJoinTheOthersAndCheckpointsAreLeftToTheWindow() throws Exception {
        openPage();
        Node page = window.node("evaluation");
        List<File> texts = new ArrayList<>();
        for (String name : List.of("one.txt", "two.md")) {
            texts.add(Files.writeString(folder.resolve(name), "Once upon a time").toFile());
        }
        DragEvent over = Drags.fire(page, DragEvent.DRAG_OVER, TransferMode.COPY, texts);
        assertThat(over.getAcceptedTransferMode()).isEqualTo(TransferMode.COPY);
        DragEvent dropped = Drags.fire(page, DragEvent.DRAG_DROPPED, TransferMode.COPY, texts);
        assertThat(dropped.isDropCompleted()).isTrue();
        waitUntil(() ->
                evaluation().texts().chosen().stream()
                        .map(TextItem::origin)
                        .toList()
                        .containsAll(texts.stream().map(File::toString).toList()));
        int before = evaluation().texts().items().size();
        List<File> checkpoint = List.of(new File("src/test/resources/gguf/stories260k-Q8_0.gguf"));
        Drags.fire(page, DragEvent.DRAG_DROPPED, TransferMode.COPY, checkpoint);
        waitUntil(() -> window.text("subject").startsWith("stories260k-Q8_0"));
        assertThat(evaluation().texts().items()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"svg", "png"})
    void thePictureOfWindowsHoldsBothModelsAndTheReading(String suffix) throws Exception {
        openPage();
        choose(TEXT);
        type("all", "128");
        fire("evaluation-run");
        waitForRows(2);
        Path file = folder.resolve("windows." + suffix);
        String[] title = new String[2];
        onScreen(() -> {
            // A page of the same model whose pictures need no dialog to be saved.
            EvaluationView page =
                    new EvaluationView(
                            window.model(),
                            (chart, over, under) -> {
                                title[0] = over;
                                title[1] = under;
                                write(chart.drawing(over, under, file));
                            },
                            (name, table) -> {},
                            () -> {});
            Scene scene = new Scene(page, 1000, 700);
            page.applyCss();
            page.layout();
            ((TableView<?>) scene.lookup("#evaluations")).getSelectionModel().select(1);
            ((Button) scene.lookup("#evaluation-save-picture")).fire();
            return true;
        });
        assertThat(title[0]).isNotBlank();
        assertThat(title[1]).contains("windows").doesNotContain("click");
        if (suffix.equals("svg")) {
            assertThat(Files.readString(file))
                    .startsWith("<svg")
                    .contains(">original<")
                    .contains(title[0])
                    .contains(title[1].substring(0, 20));
            return;
        }
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isGreaterThan(500);
        Map<Integer, Integer> colours = new HashMap<>();
        for (int pixel :
                image.getRGB(
                        0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
            colours.merge(pixel, 1, Integer::sum);
        }
        // Paper, ink and the colours of two models.
        assertThat(colours.values()).filteredOn(count -> count > 50).hasSizeGreaterThan(3);
    }

    private static void write(ChartDrawing drawing) {
        try {
            drawing.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void wrongNumbersAreRefusedWithAMessage() throws Exception {
        openPage();
        type("all", "three");
        fire("evaluation-run");
        waitUntil(() -> window.text("notice-text").contains("was “three”"));
        assertThat(rows()).isEmpty();
    }

    @Test
    void aModelThatIsNotRunSaysWhatIsMissing() throws Exception {
        window.open(Path.of("samples/gpt2-attention"), "gpt2-attention");
        onScreen(() -> {
            window.model().pageProperty().set("evaluation");
            return true;
        });
        waitUntil(() -> evaluation().supportProperty().get().state() == ModelSupport.State.REFUSED);
        WaitForAsyncUtils.waitForFxEvents();
        Label empty = (Label) window.<TableView<?>>node("evaluations").getPlaceholder();
        assertThat(empty.getText()).startsWith("This model cannot be run.").contains("config.json");
    }

    private void select(int... lines) throws Exception {
        onScreen(() -> {
            TableView<?> table = window.node("evaluations");
            table.getSelectionModel().clearSelection();
            for (int line : lines) {
                table.getSelectionModel().select(line);
            }
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void tab(int index) throws Exception {
        onScreen(() -> {
            window.<TabPane>node("evaluation-tabs").getSelectionModel().select(index);
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private String spoken() {
        String text = window.node("loss-text").getAccessibleText();
        return text == null ? "" : text;
    }

    private static double lost(EvaluationRow.Done done, int at) {
        return done.scores().windowNll()[at] - done.original().windowNll()[at];
    }

    private Speech speech() {
        return window.model().speech().speechProperty().get();
    }

    private void openPage() throws Exception {
        window.openSample();
        onScreen(() -> {
            window.model().pageProperty().set("evaluation");
            return true;
        });
        waitUntil(() -> evaluation().supportProperty().get().runs());
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Scores on a file alone. */
    private void choose(Path file) throws Exception {
        onScreen(() -> {
            List.copyOf(evaluation().texts().items())
                    .forEach(it -> evaluation().texts().setChosen(it, false));
            evaluation().texts().addFile(file);
            return true;
        });
        waitUntil(() ->
                evaluation().texts().chosen().stream()
                        .map(TextItem::origin)
                        .anyMatch(file.toString()::equals));
    }

    private void type(String tokens, String size) throws Exception {
        onScreen(() -> {
            window.<ComboBox<String>>node("evaluation-tokens").getEditor().setText(tokens);
            window.<ComboBox<String>>node("evaluation-window").getEditor().setText(size);
            return true;
        });
    }

    private void fire(String button) throws Exception {
        onScreen(() -> {
            window.<Button>node(button).fire();
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void waitForRows(int count) throws Exception {
        waitUntil(() ->
                evaluation().rows().size() == count
                        && evaluation().rows().stream().allMatch(row -> row.done().isPresent()));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private JsonNode command(Recipe recipe) throws Exception {
        Path file = folder.resolve("recipe.json");
        Files.writeString(file, RecipeCodec.write(recipe), StandardCharsets.UTF_8);
        Path json = folder.resolve("evaluation.json");
        int code =
                QuantoscopeCommand.run(
                        new Parts(
                                new JavaFxWorkbench(),
                                Formats.opener(),
                                new ChartPictures(),
                                new SvgCharts(),
                                Path.of("samples"),
                                folder),
                        "evaluate",
                        OpenWindow.SAMPLE.toString(),
                        "--text",
                        TEXT.toString(),
                        "--window",
                        "128",
                        "--recipe",
                        file.toString(),
                        "--json",
                        json.toString());
        assertThat(code).isZero();
        return new JsonMapper().readTree(Files.readString(json));
    }

    private static double number(JsonNode node, String... path) {
        JsonNode at = node;
        for (String key : path) {
            at = at.path(key);
        }
        return at.doubleValue();
    }

    private Recipe recipe() {
        return window.model().editor().recipe();
    }

    private EvaluationModel evaluation() {
        return window.model().evaluation();
    }

    private List<EvaluationRow> rows() throws Exception {
        return onScreen(() -> List.copyOf(evaluation().rows()));
    }
}
