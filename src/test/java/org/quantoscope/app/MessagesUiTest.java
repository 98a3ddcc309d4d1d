package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.event.ActionEvent;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.model.Notice;
import org.quantoscope.ui.text.Texts;
import org.testfx.util.WaitForAsyncUtils;

import java.nio.file.Path;
import java.util.List;

/** Messages and second thoughts: what the window says, and how it takes a step back. */
class MessagesUiTest {
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
    void aMessageMovesNothingAndEscapePutsItAway() throws Exception {
        double before = yOf("slider-alpha");
        OpenWindow.onScreen(() -> {
            window.model().sessions().open(Path.of("no such folder"));
            return true;
        });
        OpenWindow.waitUntil(() -> window.<Node>node("notice").isVisible());
        assertThat(yOf("slider-alpha")).isEqualTo(before);
        window.focus("tensors");
        window.press(KeyCode.ESCAPE);
        assertThat(window.<Node>node("notice").isVisible()).isFalse();
    }

    @Test
    void aRefusalIsWithdrawnWithTheValueThatCausedIt() throws Exception {
        type("25%");
        assertThat(window.text("notice-text")).contains("25%").contains("20.0 %");
        type("7.25");
        assertThat(window.<Node>node("notice").isVisible()).isFalse();
        assertThat(window.<TextField>node("field-alpha").getText()).isEqualTo("7.25 %");
        type("abc");
        window.focus("tensors");
        assertThat(window.<TextField>node("field-alpha").getText()).isEqualTo("7.25 %");
        assertThat(window.<Node>node("notice").isVisible()).isFalse();
    }

    @Test
    void aDoubleClickResetsAsOneStep() throws Exception {
        type("0.08");
        QuantizationSpec before = spec();
        OpenWindow.onScreen(() -> {
            Slider slider = window.node("slider-alpha");
            slider.fireEvent(mouse(MouseEvent.MOUSE_PRESSED, 1));
            slider.setValue(0.15);
            slider.fireEvent(mouse(MouseEvent.MOUSE_RELEASED, 1));
            slider.fireEvent(mouse(MouseEvent.MOUSE_PRESSED, 2));
            slider.fireEvent(mouse(MouseEvent.MOUSE_RELEASED, 2));
            return true;
        });
        assertThat(spec().alpha().value()).isEqualTo(0.05);
        OpenWindow.onScreen(() -> {
            window.model().editor().history().undo();
            return true;
        });
        assertThat(spec()).isEqualTo(before);
    }

    @Test
    void aPresetCanBeChosenAgainAfterAChange() throws Exception {
        type("0.08");
        OpenWindow.onScreen(() -> {
            window.<ComboBox<Preset>>node("presets").setValue(Preset.ADPQ_COMPACT);
            return true;
        });
        assertThat(spec()).isEqualTo(Preset.ADPQ_COMPACT.at(new BitWidth(4)));
    }

    @Test
    void nothingIsLeftToUndoWhenTheModelIsClosed() throws Exception {
        type("0.08");
        OpenWindow.onScreen(() -> {
            window.model().sessions().close();
            return true;
        });
        assertThat(window.<Node>node("button-edit-undo").isDisabled()).isTrue();
    }

    @Test
    void whatStandsUnderTheChartIsWhollyReadableInASmallWindow() throws Exception {
        String huge = Figures.count(123_456_789);
        String bin = Texts.text("chart.reading", "-0.001234", "-0.001230", huge, huge, huge);
        List<String> texts =
                List.of(
                        Texts.text("chart.reading.none"),
                        Texts.text("chart.cut", huge),
                        bin + Texts.text("chart.reading.control", huge));
        double chart = window.<Region>node("chart").getHeight();
        for (String text : texts) {
            OpenWindow.onScreen(() -> {
                window.<Label>node("reading").setText(text);
                return true;
            });
            WaitForAsyncUtils.waitForFxEvents();
            Label label = window.node("reading");
            assertThat(label.getWidth())
                    .as("the width is the pane's, not that of the words before")
                    .isEqualTo(window.<Region>node("distribution").getWidth());
            assertThat(((Text) label.lookup(".text")).getText()).isEqualTo(text);
            assertThat(label.prefHeight(label.getWidth())).isLessThanOrEqualTo(label.getHeight());
            assertThat(window.<Region>node("chart").getHeight()).isEqualTo(chart);
        }
    }

    @Test
    void nothingShowsThroughAMessageInTheDarkTheme() throws Exception {
        window.press(KeyCode.CONTROL, KeyCode.T);
        for (Notice notice : List.of(Notice.error("no such file"), Notice.information("saved"))) {
            OpenWindow.onScreen(() -> {
                window.model().tell(notice);
                return true;
            });
            WaitForAsyncUtils.waitForFxEvents();
            assertThat(
                            window.<Region>node("notice").getBackground().getFills().stream()
                                    .map(fill -> ((Color) fill.getFill()).getOpacity()))
                    .contains(1.0);
        }
    }

    @Test
    void namesTheTensorThatIsBeingMeasured() throws Exception {
        TensorInfo next = window.model().session().orElseThrow().tensors().get(5);
        assertThat(window.text("shown-tensor")).isNotEqualTo(next.name());
        String title =
                OpenWindow.onScreen(() -> {
                    window.model().selection().setAll(next);
                    return window.text("shown-tensor");
                });
        assertThat(title).isEqualTo(next.name());
    }

    /** Made by hand, because a robot's clicks are too slow for two on a loaded machine. */
    private static MouseEvent mouse(EventType<MouseEvent> type, int clicks) {
        return new MouseEvent(
                type,
                0,
                0,
                0,
                0,
                MouseButton.PRIMARY,
                clicks,
                false,
                false,
                false,
                false,
                true,
                false,
                false,
                false,
                false,
                true,
                null);
    }

    private QuantizationSpec spec() {
        return window.model().editor().recipe().defaultSpec();
    }

    private double yOf(String id) throws Exception {
        return OpenWindow.onScreen(() -> {
            Node node = window.node(id);
            return node.localToScene(0, 0).getY();
        });
    }

    private void type(String words) throws Exception {
        OpenWindow.onScreen(() -> {
            TextField field = window.node("field-alpha");
            field.requestFocus();
            field.setText(words);
            field.fireEvent(new ActionEvent());
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }
}
