package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.ui.model.MetadataLine;
import org.quantoscope.ui.model.MetadataLine.Difference;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The card with what files say besides tensors. */
class MetadataUiTest {
    private static final Path GGUF = Path.of("src/test/resources/gguf/stories260k-Q4_1.gguf");

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
    void aTokenizerIsCountedAndItsSpecialTokensStandWithTheirIds() throws Exception {
        window.open(GGUF, "stories260k-Q4_1.gguf");
        show();
        assertThat(value("general.architecture")).isEqualTo("llama");
        assertThat(value("tokenizer.ggml.tokens")).startsWith("512 × string: ").endsWith(", …");
        assertThat(value("tokenizer.ggml.token_type")).contains("256 byte");
        assertThat(value("tokenizer.ggml.token_type, control")).contains("<s> 1", "</s> 2");
        assertThat(value("tokenizer.ggml.bos_token_id")).isEqualTo("1  <s>");
    }

    @Test
    void wordsFindLinesAndTheSelectedValueIsShownWhole() throws Exception {
        window.open(GGUF, "stories260k-Q4_1.gguf");
        show();
        type("token_id u32");
        assertThat(table().getItems())
                .isNotEmpty()
                .allMatch(it -> it.key().endsWith("_token_id") && it.type().equals("u32"));
        OpenWindow.onScreen(() -> {
            table().getSelectionModel().select(0);
            return true;
        });
        assertThat(window.<TextArea>node("metadata-value").getText())
                .isEqualTo(table().getItems().getFirst().value());
        type("no such word");
        assertThat(placeholder()).contains("no such word");
    }

    @Test
    void aFolderShowsItsConfigurationAndCountsTheTokenizersTables() throws Exception {
        window.openSample();
        show();
        assertThat(value("model_type")).isEqualTo("llama");
        assertThat(lines()).allSatisfy(it -> assertThat(it.key()).doesNotStartWith("model.vocab."));
        assertThat(type("model.vocab", "tokenizer.json")).startsWith("object of 5");
    }

    @Test
    void copyTakesWhatIsFound() throws Exception {
        window.openSample();
        show();
        type("model_type");
        OpenWindow.onScreen(() -> {
            window.<Button>node("metadata-copy").fire();
            return true;
        });
        assertThat(OpenWindow.onScreen(() -> Clipboard.getSystemClipboard().getString()))
                .isEqualTo("file\tkey\ttype\tvalue\nconfig.json\tmodel_type\tstring\tllama\n");
    }

    @Test
    void saysWhyThereIsNothing(@TempDir Path folder) throws Exception {
        Path alone = folder.resolve("alone.safetensors");
        byte[] header =
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}".getBytes();
        byte[] file = new byte[8 + header.length + 4];
        file[0] = (byte) header.length;
        System.arraycopy(header, 0, file, 8, header.length);
        Files.write(alone, file);
        window.open(alone, "alone.safetensors");
        OpenWindow.onScreen(() -> {
            window.window().actions().showMetadata();
            return true;
        });
        OpenWindow.waitUntil(() -> window.model().metadata().lookProperty().get().current());
        assertThat(placeholder()).contains("safetensors without metadata");
    }

    @Test
    void whatACheckpointBesideSaysStandsInAColumnOfItsOwn() throws Exception {
        window.open(GGUF, "stories260k-Q4_1.gguf");
        openBeside(Path.of("src/test/resources/gguf/stories260k-Q8_0.gguf"));
        show();
        MetadataLine type = line("general.file_type");
        assertThat(type.beside().orElseThrow().difference()).isEqualTo(Difference.DIFFERENT);
        assertThat(type.value()).isEqualTo("3");
        assertThat(type.beside().orElseThrow().value()).isEqualTo("7");
        assertThat(line("general.architecture").beside().orElseThrow().difference())
                .isEqualTo(Difference.SAME);
        assertThat(line("tokenizer.ggml.tokens").beside().orElseThrow().difference())
                .isEqualTo(Difference.SAME_AS_SHOWN);
        assertThat(columns()).contains("A and B", "Value of B");
        assertThat(window.<Label>node("metadata-count").getText())
                .contains("A: stories260k-Q4_1.gguf", "B: stories260k-Q8_0.gguf");
        OpenWindow.onScreen(() -> {
            window.<CheckBox>node("metadata-differing").setSelected(true);
            return true;
        });
        assertThat(lines()).extracting(MetadataLine::key).containsExactly("general.file_type");
        OpenWindow.onScreen(() -> {
            table().getSelectionModel().select(0);
            return true;
        });
        assertThat(window.<TextArea>node("metadata-value").getText()).isEqualTo("A: 3\n\nB: 7");
        OpenWindow.onScreen(() -> {
            window.model().comparison().drop();
            return true;
        });
        OpenWindow.waitUntil(() ->
                window.model().metadata().lookProperty().get().current()
                        && table().getItems().stream().noneMatch(it -> it.beside().isPresent())
                        && !table().getItems().isEmpty());
        assertThat(columns()).doesNotContain("Value of B");
    }

    @Test
    void whatOnlyOneOfTwoSaysIsMarked() throws Exception {
        window.openSample();
        openBeside(GGUF);
        show();
        assertThat(line("model_type").beside().orElseThrow().difference())
                .isEqualTo(Difference.ONLY_A);
        MetadataLine there = line("general.architecture");
        assertThat(there.beside().orElseThrow().difference()).isEqualTo(Difference.ONLY_B);
        assertThat(there.value()).isEmpty();
        type("Q4_1.gguf general.architecture");
        assertThat(table().getItems()).containsExactly(there);
    }

    private void openBeside(Path path) throws Exception {
        OpenWindow.onScreen(() -> {
            window.model().beside().open(path);
            return true;
        });
        OpenWindow.waitUntil(() -> window.model().comparison().otherProperty().get().isPresent());
    }

    private MetadataLine line(String key) throws Exception {
        return lines().stream().filter(it -> it.key().equals(key)).findFirst().orElseThrow();
    }

    private List<String> columns() throws Exception {
        return OpenWindow.onScreen(
                () -> table().getVisibleLeafColumns().stream().map(it -> it.getText()).toList());
    }

    @Test
    void escapePutsTheCardAway() throws Exception {
        window.openSample();
        window.press(KeyCode.CONTROL, KeyCode.I);
        assertThat(window.<Node>node("metadata-sheet").isVisible()).isTrue();
        window.press(KeyCode.ESCAPE);
        assertThat(window.<Node>node("metadata-sheet").isVisible()).isFalse();
    }

    private void show() throws Exception {
        OpenWindow.onScreen(() -> {
            window.window().actions().showMetadata();
            return true;
        });
        OpenWindow.waitUntil(
                () -> window.model().metadata().lookProperty().get().answer().isPresent());
    }

    private void type(String text) throws Exception {
        OpenWindow.onScreen(() -> {
            window.<TextField>node("metadata-search").setText(text);
            return true;
        });
    }

    private TableView<MetadataLine> table() {
        return window.node("metadata-table");
    }

    private List<MetadataLine> lines() throws Exception {
        return OpenWindow.onScreen(() -> List.copyOf(table().getItems()));
    }

    private String value(String key) throws Exception {
        return lines().stream()
                .filter(it -> it.key().equals(key))
                .findFirst()
                .map(MetadataLine::value)
                .orElse("missing");
    }

    private String type(String key, String file) throws Exception {
        return lines().stream()
                .filter(it -> it.key().equals(key) && it.file().equals(file))
                .findFirst()
                .map(MetadataLine::type)
                .orElse("missing");
    }

    private String placeholder() throws Exception {
        return OpenWindow.onScreen(() -> ((Label) table().getPlaceholder()).getText());
    }
}
