package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.event.EventType;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.TransferMode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.LayerSelector;
import org.quantoscope.recipe.RecipeCodec;
import org.quantoscope.recipe.Rule;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files dropped on the window from elsewhere. */
class DropUiTest {
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
    void opensAFolderThatIsDroppedOnTheEmptyWindow() throws Exception {
        DragEvent over = drag(DragEvent.DRAG_OVER, OpenWindow.SAMPLE);
        assertThat(over.getAcceptedTransferMode()).isEqualTo(TransferMode.COPY);
        DragEvent dropped = drag(DragEvent.DRAG_DROPPED, OpenWindow.SAMPLE);
        assertThat(dropped.isDropCompleted()).isTrue();
        OpenWindow.waitUntil(() -> window.text("subject").startsWith("stories260k"));
    }

    @Test
    void opensBesideWhatIsOpenWhereItIsDroppedAsALink() throws Exception {
        window.openSample();
        Path other = Path.of("src/test/resources/gguf/stories260k-Q8_0.gguf");
        drag(DragEvent.DRAG_DROPPED, other, TransferMode.LINK);
        OpenWindow.waitUntil(() -> window.text("beside").contains("stories260k-Q8_0.gguf"));
        assertThat(window.text("subject")).startsWith("stories260k ");
    }

    @Test
    void keepsWhatIsOpenWhereTheDroppedFileIsBad(@TempDir Path folder) throws Exception {
        window.openSample();
        Path bad = Files.writeString(folder.resolve("bad.safetensors"), "not a checkpoint");
        drag(DragEvent.DRAG_DROPPED, bad);
        OpenWindow.waitUntil(() -> window.node("notice").isVisible());
        assertThat(window.text("notice-text")).contains("bad.safetensors");
        assertThat(window.text("subject")).startsWith("stories260k");
    }

    @Test
    void takesARecipeThatIsDroppedOnAnOpenModelAsOneStep() throws Exception {
        window.openSample();
        var before = window.model().editor().recipe();
        drag(DragEvent.DRAG_DROPPED, Path.of("samples/recipes/mixed.json"));
        OpenWindow.waitUntil(() -> !window.model().editor().recipe().equals(before));
        assertThat(window.text("subject")).startsWith("stories260k");
        assertThat(window.text("notice-text")).contains("mixed.json").contains("undo");
        window.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(window.model().editor().recipe()).isEqualTo(before);
    }

    @Test
    void saysWhatIsWrongWithADroppedRecipeAndKeepsTheOldOne(@TempDir Path folder) throws Exception {
        window.openSample();
        var before = window.model().editor().recipe();
        Path bad = Files.writeString(folder.resolve("bad.recipe.json"), "{\"bits\": 4");
        drag(DragEvent.DRAG_DROPPED, bad);
        OpenWindow.waitUntil(() -> window.node("notice").isVisible());
        assertThat(window.text("notice-text")).contains("bad.recipe.json");
        assertThat(window.model().editor().recipe()).isEqualTo(before);
    }

    @Test
    void refusesARecipeWhosePatternRunsAwayOnATensor(@TempDir Path folder) throws Exception {
        window.openSample();
        var before = window.model().editor().recipe();
        String recipe =
                RecipeCodec.write(
                        before.withRules(
                                List.of(
                                        new Rule(
                                                new LayerSelector(
                                                        Optional.empty(),
                                                        Optional.of("model(.*)*\\1\\?"),
                                                        List.of(),
                                                        Optional.empty(),
                                                        Optional.empty()),
                                                TensorSpec.KEEP))));
        drag(DragEvent.DRAG_DROPPED, Files.writeString(folder.resolve("wild.json"), recipe));
        OpenWindow.waitUntil(() -> window.node("notice").isVisible());
        assertThat(window.text("notice-text")).contains("backtracks too much");
        assertThat(window.model().editor().recipe()).isEqualTo(before);
    }

    /** An event as the platform makes it while a file is dragged over the window. */
    private DragEvent drag(EventType<DragEvent> type, Path file) throws Exception {
        return drag(type, file, TransferMode.COPY);
    }

    private DragEvent drag(EventType<DragEvent> type, Path file, TransferMode mode)
            throws Exception {
        return Drags.fire(window.stage().getScene().getRoot(), type, mode, List.of(file.toFile()));
    }
}
