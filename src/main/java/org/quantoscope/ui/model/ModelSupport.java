package org.quantoscope.ui.model;

/**
 * Whether the open model can be run.
 *
 * @param words what it is where it runs, why not where it does not
 */
public record ModelSupport(State state, String words) {
    /** What is known of it. */
    public enum State {
        /** Nothing is open. */
        NONE,
        /** Being found out. */
        LOOKING,
        RUNS,
        REFUSED
    }

    public boolean runs() {
        return state == State.RUNS;
    }
}
