package org.quantoscope.ui.model;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A value with the values it had before and after: undo and redo.
 *
 * <p>Changes between {@link #beginGesture} and {@link #endGesture} are one step, so a drag is
 * undone whole. A step that ends where it began leaves no trace.
 *
 * @param <T> an immutable value
 */
public final class History<T> {
    /** Steps kept; the oldest is forgotten first. */
    static final int LIMIT = 500;

    private final Deque<T> past = new ArrayDeque<>();
    private final Deque<T> future = new ArrayDeque<>();
    private final ReadOnlyObjectWrapper<T> value;
    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper();

    private boolean gesture;

    /** Whether the last step is a gesture that has just ended. */
    private boolean resumable;

    private T gestureStart;

    public History(T initial) {
        value = new ReadOnlyObjectWrapper<>(initial);
        gestureStart = initial;
    }

    public T get() {
        return value.get();
    }

    public ReadOnlyObjectProperty<T> valueProperty() {
        return value.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canUndoProperty() {
        return canUndo.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canRedoProperty() {
        return canRedo.getReadOnlyProperty();
    }

    /** Sets the value: a step of its own, or part of the running gesture. */
    public void set(T next) {
        if (next.equals(value.get())) {
            return;
        }
        if (!gesture) {
            resumable = false;
            remember(value.get());
        }
        value.set(next);
    }

    /** Starts a gesture; without effect while one runs. */
    public void beginGesture() {
        if (!gesture) {
            gesture = true;
            gestureStart = value.get();
        }
    }

    /**
     * Goes on with the gesture that has just ended, so that what follows is part of its step; where
     * something else came between, starts one.
     */
    public void resumeGesture() {
        if (!gesture && resumable) {
            past.pop();
            update();
            gesture = true;
        }
        beginGesture();
    }

    /** Makes everything since {@link #beginGesture} one step. */
    public void endGesture() {
        if (gesture) {
            gesture = false;
            resumable = !gestureStart.equals(value.get());
            if (resumable) {
                remember(gestureStart);
            }
        }
    }

    public boolean inGesture() {
        return gesture;
    }

    /** Takes the last step back; nothing where there is none. */
    public void undo() {
        endGesture();
        step(past, future);
    }

    /** Takes the last undone step again; nothing where there is none. */
    public void redo() {
        endGesture();
        step(future, past);
    }

    /** Starts over at {@code initial} without a past. */
    public void restart(T initial) {
        gesture = false;
        resumable = false;
        past.clear();
        future.clear();
        value.set(initial);
        update();
    }

    private void step(Deque<T> from, Deque<T> to) {
        resumable = false;
        if (!from.isEmpty()) {
            to.push(value.get());
            value.set(from.pop());
            update();
        }
    }

    private void remember(T old) {
        past.push(old);
        if (past.size() > LIMIT) {
            past.removeLast();
        }
        future.clear();
        update();
    }

    private void update() {
        canUndo.set(!past.isEmpty());
        canRedo.set(!future.isEmpty());
    }
}
