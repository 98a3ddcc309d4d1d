package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.skin.ComboBoxListViewSkin;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quantoscope.quant.BlockLayout;
import org.quantoscope.quant.Preset;
import org.quantoscope.quant.SpecField;

import java.util.List;

class LayoutKnobUiTest {
    private OpenWindow window;

    @BeforeEach
    void open() throws Exception {
        window = new OpenWindow(new ForgetfulSettings(Themes.Choice.LIGHT));
        window.openSample();
    }

    @AfterEach
    void close() throws Exception {
        window.close();
    }

    @ParameterizedTest
    @EnumSource(BlockLayout.class)
    void knobsOfferWhatTheLayoutPermitsAndThoseItFixesSayWhy(BlockLayout layout) throws Exception {
        choose(layout);
        for (SpecField field : SpecField.ALL) {
            List<String> permitted = layout.permitted(field);
            String id = (field.isContinuous() ? "slider-" : "choice-") + field.key();
            if (permitted.size() == 1) {
                assertThat(window.node(id).isDisabled()).as(field.key()).isTrue();
                assertThat(window.<Label>node("label-" + field.key()).getAccessibleHelp())
                        .startsWith("Layout " + layout.title() + " fixes it.");
            }
            if (!field.isContinuous()) {
                assertThat(window.<ComboBox<String>>node(id).getItems())
                        .as(field.key())
                        .containsExactlyInAnyOrderElementsOf(
                                permitted.isEmpty() ? field.choices() : permitted);
                assertThat(window.<ComboBox<String>>node(id).getValue())
                        .isEqualTo(field.textOf(window.model().editor().recipe().defaultSpec()));
            }
        }
        assertThat(window.<ComboBox<Preset>>node("presets").getItems())
                .allMatch(preset -> preset.suits(layout))
                .isNotEmpty();
        assertThat(window.text("preset-state")).isEqualTo("Preset");
    }

    @ParameterizedTest
    @EnumSource(BlockLayout.class)
    void everyChoiceThatALayoutLeavesIsSteppedByArrowKeys(BlockLayout layout) throws Exception {
        choose(layout);
        for (SpecField field : SpecField.ALL) {
            if (field.isContinuous() || layout.permitted(field).size() == 1) {
                continue;
            }
            ComboBox<String> box = window.node("choice-" + field.key());
            if (box.isDisabled()) {
                continue;
            }
            var before = window.model().editor().recipe();
            window.focus(box.getId());
            boolean last = box.getSelectionModel().getSelectedIndex() == box.getItems().size() - 1;
            window.press(last ? KeyCode.UP : KeyCode.DOWN);
            assertThat(window.model().editor().recipe()).as(field.key()).isNotEqualTo(before);
            OpenWindow.onScreen(() -> {
                window.model().editor().load(before);
                return true;
            });
        }
    }

    @Test
    void noLayoutIsCutOffInTheWindow() throws Exception {
        for (BlockLayout layout : BlockLayout.values()) {
            choose(layout);
            ComboBox<String> box = window.node("choice-layout");
            Node shown = ((ComboBoxListViewSkin<?>) box.getSkin()).getDisplayNode();
            Text text = (Text) shown.lookup(".text");
            assertThat(text.getText()).as(layout.key()).isNotEmpty().doesNotContain("...");
        }
        Node rules = window.node("rules");
        Bounds at = rules.localToScene(rules.getBoundsInLocal());
        assertThat(at.getMaxY()).isLessThan(window.stage().getScene().getHeight());
    }

    private void choose(BlockLayout layout) throws Exception {
        OpenWindow.onScreen(() -> {
            window.model().editor().set(SpecField.LAYOUT, layout.key());
            return true;
        });
        window.settle();
    }
}
