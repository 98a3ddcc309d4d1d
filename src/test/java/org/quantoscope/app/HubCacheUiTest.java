package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.ui.model.HubLine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The card with the models that other programs have fetched. */
class HubCacheUiTest {
    private static final String REVISION = "0123456789abcdef0123456789abcdef01234567";

    @TempDir private Path cache;
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
    void aSnapshotIsListedAndOpened() throws Exception {
        Path snapshot = fetched();
        look(cache);
        HubLine line = OpenWindow.onScreen(() -> table().getItems().getFirst());
        assertThat(line.model()).isEqualTo("org/tiny");
        assertThat(line.refs()).isEqualTo("main");
        assertThat(line.files()).isEqualTo(2);
        OpenWindow.onScreen(() -> {
            window.<Button>node("hub-open").fire();
            return true;
        });
        OpenWindow.waitUntil(() -> window.model().session().isPresent());
        assertThat(window.model().session().orElseThrow().checkpoint().source())
                .isEqualTo(snapshot);
        assertThat(window.<Node>node("hub-sheet").isVisible()).isFalse();
    }

    @Test
    void saysWhichFolderWasLookedAtWhereThereIsNone() throws Exception {
        Path none = cache.resolve("hub");
        look(none);
        assertThat(placeholder()).contains(none.toString()).contains("HF_HOME");
        look(cache);
        assertThat(placeholder()).isEqualTo("No models in " + cache);
    }

    @Test
    void choosersOfferEveryEndingThatCanBeOpened() {
        assertThat(FileDialogs.PATTERNS)
                .containsAll(List.of("*.safetensors", "*.gguf", "*.bin", "*.pt", "*.json"));
    }

    private Path fetched() throws IOException {
        Path model = cache.resolve("models--org--tiny");
        Path snapshot = Files.createDirectories(model.resolve("snapshots").resolve(REVISION));
        Files.createDirectories(model.resolve("blobs"));
        Files.writeString(Files.createDirectories(model.resolve("refs")).resolve("main"), REVISION);
        for (String file : List.of("config.json", "model.safetensors")) {
            Path blob = model.resolve("blobs").resolve(file);
            Files.copy(OpenWindow.SAMPLE.resolve(file), blob);
            Files.createSymbolicLink(snapshot.resolve(file), blob);
        }
        return snapshot;
    }

    private void look(Path folder) throws Exception {
        OpenWindow.onScreen(() -> {
            window.model().hub().look(folder);
            window.window().actions().showHub();
            return true;
        });
        OpenWindow.waitUntil(() -> window.model().hub().lookProperty().get().current());
    }

    private TableView<HubLine> table() {
        return window.node("hub-table");
    }

    private String placeholder() throws Exception {
        return OpenWindow.onScreen(() -> ((Label) table().getPlaceholder()).getText());
    }
}
