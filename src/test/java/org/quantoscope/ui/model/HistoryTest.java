package org.quantoscope.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistoryTest {
    private final History<String> history = new History<>("a");

    @Test
    void undoesAndRedoesStepByStep() {
        history.set("b");
        history.set("c");
        history.undo();
        assertThat(history.get()).isEqualTo("b");
        history.undo();
        assertThat(history.get()).isEqualTo("a");
        assertThat(history.canUndoProperty().get()).isFalse();
        history.redo();
        assertThat(history.get()).isEqualTo("b");
        assertThat(history.canRedoProperty().get()).isTrue();
    }

    @Test
    void takesADragBackAsOneStep() {
        history.beginGesture();
        history.set("b");
        history.set("c");
        history.set("d");
        history.endGesture();
        history.undo();
        assertThat(history.get()).isEqualTo("a");
    }

    @Test
    void remembersNothingOfADragThatEndsWhereItBegan() {
        history.beginGesture();
        history.set("b");
        history.set("a");
        history.endGesture();
        assertThat(history.canUndoProperty().get()).isFalse();
    }

    @Test
    void forgetsWhatWasUndoneWhenSomethingNewIsDone() {
        history.set("b");
        history.undo();
        history.set("c");
        assertThat(history.canRedoProperty().get()).isFalse();
    }

    @Test
    void joinsWhatASecondClickDoesToTheStepOfTheFirst() {
        history.beginGesture();
        history.set("clicked");
        history.endGesture();
        history.resumeGesture();
        history.set("reset");
        history.endGesture();
        history.undo();
        assertThat(history.get()).isEqualTo("a");
        assertThat(history.canUndoProperty().get()).isFalse();
    }

    @Test
    void doesNotJoinASecondClickToAStepThatIsNoDrag() {
        history.beginGesture();
        history.set("dragged");
        history.endGesture();
        history.set("typed");
        history.resumeGesture();
        history.set("reset");
        history.endGesture();
        history.undo();
        assertThat(history.get()).isEqualTo("typed");
    }
}
