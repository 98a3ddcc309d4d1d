package org.quantoscope.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.quantoscope.analysis.MatrixWindow;

import java.util.Optional;

/** Texts of a session that pages understand, and those they do not. */
class ViewTextTest {
    @Test
    void aChosenPartIsReadAsItWasWritten() {
        PartChoice choice = new PartChoice(PartChoice.Kind.GROUP, 12_345_678_901L, 17);
        assertThat(PartChoice.fromText(choice.toText())).contains(choice);
        assertThat(PartChoice.fromText("group 1")).isEmpty();
        assertThat(PartChoice.fromText("diagonal 1 2")).isEmpty();
        assertThat(PartChoice.fromText("row -1 2")).isEmpty();
    }

    @Test
    void aWindowIsReadAsItWasWritten() {
        MatrixWindow window = new MatrixWindow(3, 9, 0, 64);
        assertThat(WindowText.read(WindowText.write(window))).isEqualTo(Optional.of(window));
    }

    @Test
    void aWindowWithoutWeightsIsNone() {
        assertThat(WindowText.read("9 3 0 64")).isEmpty();
        assertThat(WindowText.read("0 1 0 99999999999")).isEmpty();
        assertThat(WindowText.read("")).isEmpty();
    }
}
