package org.quantoscope.ui.model;

import java.util.Optional;

/** How the preview of the selected tensor stands. */
public sealed interface PreviewState {
    /** What can be shown now, up to date or not. */
    Optional<Preview> shown();

    /** Nothing is selected. */
    record Idle() implements PreviewState {
        @Override
        public Optional<Preview> shown() {
            return Optional.empty();
        }
    }

    /**
     * The answer for what the recipe says now is on its way.
     *
     * @param shown an older answer about the same tensor, to be shown as stale
     */
    record Computing(Optional<Preview> shown) implements PreviewState {}

    /** The answer for what the recipe says now. */
    record Ready(Preview preview) implements PreviewState {
        @Override
        public Optional<Preview> shown() {
            return Optional.of(preview);
        }
    }

    /**
     * There is no answer.
     *
     * @param message one line: what happened, to which tensor, what to do
     */
    record Failed(String message) implements PreviewState {
        @Override
        public Optional<Preview> shown() {
            return Optional.empty();
        }
    }
}
