package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.stage.WindowEvent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.export.ExportFormat;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.SpecField;
import org.quantoscope.ui.model.ExportModel;
import org.quantoscope.ui.model.ExportState;
import org.testfx.util.WaitForAsyncUtils;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The export's card: what it says before, while and after, and how it takes being left. */
class ExportUiTest {
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
    void leavesTheEndOfAnExportReadableUntilAnotherIsAskedFor(@TempDir Path folder)
            throws Exception {
        window.openSample();
        planInto(folder.resolve("small"));
        fire("export-start");
        OpenWindow.waitUntil(() -> state() instanceof ExportState.Done);
        assertThat(window.text("export-state")).startsWith("Wrote and verified");
        assertThat(window.<Node>node("export-refusals").isVisible()).isFalse();
        assertThat(window.<Node>node("export-start").isDisabled()).isTrue();
        OpenWindow.onScreen(() -> {
            export().formatProperty().set(ExportFormat.DEQUANTIZED);
            return true;
        });
        OpenWindow.waitUntil(() -> window.<Node>node("export-refusals").isVisible());
        assertThat(window.text("export-refusals")).contains("exists already");
    }

    @Test
    void offersEveryFormatWithTheLayoutsThatFitIt(@TempDir Path folder) throws Exception {
        window.openSample();
        planInto(folder.resolve("out"));
        choose("export-format", ExportFormat.COMPRESSED_TENSORS);
        OpenWindow.waitUntil(() -> window.<Node>node("export-refusals").isVisible());
        assertThat(window.text("export-refusals")).contains("choose layout pack-quantized");
        assertThat(
                        OpenWindow.onScreen(() ->
                                List.copyOf(
                                        window.<ComboBox<BlockLayout>>node("export-layout")
                                                .getItems())))
                .containsExactly(BlockLayout.PACKAGE, BlockLayout.PACK_QUANTIZED);
        choose("export-layout", BlockLayout.PACK_QUANTIZED);
        assertThat(window.model().editor().recipe().defaultSpec().layout())
                .isEqualTo(BlockLayout.PACK_QUANTIZED);
        OpenWindow.onScreen(() -> {
            window.model().editor().set(SpecField.GROUP_SIZE, "32");
            return true;
        });
        OpenWindow.waitUntil(() -> export().canStart());
        fire("export-start");
        OpenWindow.waitUntil(() -> state() instanceof ExportState.Done);
        assertThat(window.<TextField>node("export-load").getText())
                .startsWith("python -c")
                .endsWith("" + folder.resolve("out"));
        assertThat(folder.resolve("out/config.json")).content().contains("compressed-tensors");
    }

    @Test
    void namesAGgufAsAFileUnlessItIsCut(@TempDir Path folder) throws Exception {
        window.openSample();
        planInto(folder.resolve("out"));
        choose("export-format", ExportFormat.GGUF);
        assertThat(export().targetProperty().get()).contains(folder.resolve("out.gguf"));
        choose("export-shard", 1_000_000_000L);
        assertThat(export().targetProperty().get()).contains(folder.resolve("out"));
        choose("export-shard", Long.MAX_VALUE);
        choose("export-layout", BlockLayout.Q8_0);
        OpenWindow.waitUntil(() ->
                export().planProperty().get().orElseThrow().tensors().stream()
                        .anyMatch(planned -> planned.encoding().equals("Q8_0")));
        fire("export-start");
        OpenWindow.waitUntil(() -> state() instanceof ExportState.Done);
        assertThat(window.<TextField>node("export-load").getText())
                .isEqualTo("llama-cli -m " + folder.resolve("out.gguf"));
        choose("export-format", ExportFormat.PACKAGE);
        assertThat(window.<Node>node("export-load").getParent().isVisible()).isFalse();
    }

    private <T> void choose(String id, T value) throws Exception {
        OpenWindow.onScreen(() -> {
            window.<ComboBox<T>>node(id).setValue(value);
            return true;
        });
    }

    @Test
    void keepsItsHeightWhenThereAreRefusals(@TempDir Path folder) throws Exception {
        window.openSample();
        planInto(folder.resolve("small"));
        WaitForAsyncUtils.waitForFxEvents();
        List<Double> before = places();
        Files.writeString(folder.resolve("taken"), "a file");
        planInto(folder.resolve("taken"));
        OpenWindow.waitUntil(() -> window.<Node>node("export-refusals").isVisible());
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(places()).isEqualTo(before);
        OpenWindow.onScreen(() -> {
            window.<Label>node("export-refusals").setText("no\n".repeat(40));
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(places()).isEqualTo(before);
    }

    /** Height of the card's content, and where its last button stands. */
    private List<Double> places() throws Exception {
        return OpenWindow.onScreen(() ->
                List.of(
                        window.<Region>node("export").getHeight(),
                        window.node("export-start").localToScene(0, 0).getY()));
    }

    @Test
    void refusesInThePlanWhatTheWeightsForbid(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("nan.safetensors");
        writeMatrix(file, Float.NaN);
        OpenWindow.onScreen(() -> {
            window.model().sessions().open(file);
            return true;
        });
        OpenWindow.waitUntil(() -> !window.model().sweep().outcomes().isEmpty());
        OpenWindow.waitUntil(() -> window.text("shown-tensor").contains("layers.0.q_proj"));
        planInto(folder.resolve("out"));
        OpenWindow.waitUntil(() -> window.<Node>node("export-refusals").isVisible());
        assertThat(window.text("export-refusals")).contains("layers.0.q_proj").contains("NaN");
        assertThat(window.<Node>node("export-start").isDisabled()).isTrue();
    }

    @Test
    void goesAwayWhenAnotherModelIsOpened(@TempDir Path folder) throws Exception {
        window.openSample();
        planInto(folder.resolve("small"));
        Path file = folder.resolve("other.safetensors");
        writeMatrix(file, 0.5f);
        window.open(file, "other.safetensors");
        assertThat(window.<Node>node("export-sheet").isVisible()).isFalse();
    }

    @Test
    void tellsTheEndInTheWindowWhereItWasPutAway(@TempDir Path folder) throws Exception {
        window.openSample();
        planInto(folder.resolve("small"));
        OpenWindow.onScreen(() -> {
            export().start();
            window.<Node>node("export-sheet").setVisible(false);
            return true;
        });
        OpenWindow.waitUntil(() -> state() instanceof ExportState.Done);
        assertThat(window.text("notice-text")).startsWith("Wrote and verified");
    }

    @Test
    void asksBeforeTheWindowClosesOverARunningExportAndLeavesNothingHalfDone(@TempDir Path folder)
            throws Exception {
        window.openSample();
        planInto(folder.resolve("small"));
        List<Boolean> showing =
                OpenWindow.onScreen(() -> {
                    export().start();
                    requestClose();
                    boolean first = window.stage().isShowing();
                    assertThat(window.text("notice-text")).contains("Close the window again");
                    requestClose();
                    return List.of(first, window.stage().isShowing());
                });
        assertThat(showing).containsExactly(true, false);
        OpenWindow.waitUntil(() -> !(state() instanceof ExportState.Running));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .allMatch(name -> name.equals("small"));
        }
    }

    @Test
    void withdrawsTheWarningWhenTheExportHasEnded(@TempDir Path folder) throws Exception {
        window.openSample();
        planInto(folder.resolve("small"));
        OpenWindow.onScreen(() -> {
            export().start();
            requestClose();
            assertThat(window.<Node>node("notice").isVisible()).isTrue();
            return true;
        });
        OpenWindow.onScreen(() -> {
            export().cancel();
            return true;
        });
        OpenWindow.waitUntil(() -> !(state() instanceof ExportState.Running));
        assertThat(window.<Node>node("notice").isVisible()).isFalse();
        assertThat(window.stage().isShowing()).isTrue();
    }

    private void requestClose() {
        window.stage().fireEvent(new WindowEvent(window.stage(), WindowEvent.WINDOW_CLOSE_REQUEST));
    }

    private void planInto(Path target) throws Exception {
        fire("button-file-export");
        OpenWindow.waitUntil(() -> export().planProperty().get().isPresent());
        OpenWindow.onScreen(() -> {
            export().targetProperty().set(Optional.of(target));
            return true;
        });
        OpenWindow.waitUntil(() ->
                export().planProperty()
                        .get()
                        .filter(plan -> plan.target().equals(target))
                        .isPresent());
    }

    private void fire(String id) throws Exception {
        OpenWindow.onScreen(() -> {
            window.<Button>node(id).fire();
            return true;
        });
    }

    private ExportModel export() {
        return window.model().export();
    }

    private ExportState state() {
        return export().stateProperty().get();
    }

    /** One matrix of a block, 8×64 in F32, whose first weight is given. */
    private static void writeMatrix(Path file, float first) throws IOException {
        byte[] header =
                ("{\"model.layers.0.q_proj.weight\":{\"dtype\":\"F32\",\"shape\":[8,64],"
                                + "\"data_offsets\":[0,2048]}}")
                        .getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(8 + header.length + 2048).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length).put(header).putFloat(first);
        for (int i = 1; i < 512; i++) {
            bytes.putFloat((i * 37 % 101 - 50) / 100f);
        }
        Files.write(file, bytes.array());
    }
}
