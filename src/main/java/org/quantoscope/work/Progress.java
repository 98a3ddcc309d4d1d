package org.quantoscope.work;

/**
 * Receives how far a piece of work has come; called from worker threads, often, so it must return
 * at once.
 */
@FunctionalInterface
public interface Progress {
    /** Somebody who does not listen. */
    Progress SILENT = (done, total, what) -> {};

    /**
     * @param done units finished, from 0 to {@code total}
     * @param total units in all (weights or bytes: the same unit as {@code done}), at least 1
     * @param what the item being worked on, for people to read
     */
    void update(long done, long total, String what);
}
