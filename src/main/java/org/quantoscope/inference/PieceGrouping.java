package org.quantoscope.inference;

import org.quantoscope.checkpoint.model.PieceRule.Behavior;

/** Joins the matched and the other stretches of a text as a rule's behaviour says. */
final class PieceGrouping {
    /** Takes a stretch of the text. */
    interface Stretch {
        void accept(int start, int end);
    }

    private final Behavior behavior;
    private final Stretch out;
    private int heldStart;
    private int heldEnd;
    private boolean heldMatched;

    /** Whether what is held may still grow by its neighbour. */
    private boolean open;

    PieceGrouping(Behavior behavior, Stretch out) {
        this.behavior = behavior;
        this.out = out;
    }

    /** Takes the next stretch; an empty one is passed over. */
    void add(int start, int end, boolean matched) {
        if (start == end || matched && behavior == Behavior.REMOVED) {
            return;
        }
        boolean joins =
                heldStart < heldEnd
                        && switch (behavior) {
                            case REMOVED, ISOLATED -> false;
                            case CONTIGUOUS -> matched == heldMatched;
                            case MERGED_WITH_PREVIOUS -> matched && open;
                            case MERGED_WITH_NEXT -> heldMatched && !matched;
                        };
        if (!joins) {
            finish();
            heldStart = start;
        }
        heldEnd = end;
        heldMatched = matched;
        open = !matched;
    }

    /** Hands on what is held. */
    void finish() {
        if (heldStart < heldEnd) {
            out.accept(heldStart, heldEnd);
        }
        heldStart = heldEnd;
    }
}
