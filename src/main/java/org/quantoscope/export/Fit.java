package org.quantoscope.export;

/**
 * Whether a tensor goes into the target as the recipe wants it, so that the target's readers load
 * it.
 *
 * @param why what becomes of it instead, who does not load it, or what stands against it; empty
 *     where it is as asked
 */
public record Fit(Answer answer, String why) {
    /** The tensor becomes what the recipe says, and readers of the format load it. */
    public static final Fit AS_ASKED = new Fit(Answer.YES, "");

    /** What stands in the column "Will it load?". */
    public enum Answer {
        YES,
        /** It loads, but is something else than the recipe asked for. */
        OTHERWISE,
        /** The tensor becomes what the recipe says, and not all readers of the format load it. */
        SOME,
        /** The export cannot be done because of it. */
        NO
    }

    static Fit otherwise(String why) {
        return new Fit(Answer.OTHERWISE, why);
    }

    static Fit some(String why) {
        return new Fit(Answer.SOME, why);
    }

    static Fit no(String why) {
        return new Fit(Answer.NO, why);
    }

    boolean isRefused() {
        return answer == Answer.NO;
    }
}
