package org.quantoscope.ui.model;

/**
 * One line that the user should read.
 *
 * @param kind how serious
 * @param text what happened, to which tensor or file, what to do
 */
public record Notice(Kind kind, String text) {
    /** How serious a notice is. */
    public enum Kind {
        /** Goes away by itself. */
        INFORMATION,
        /** How long work ended; stays, because nobody may have been waiting before the screen. */
        RESULT,
        /** Stays until it is put away. */
        ERROR
    }

    public static Notice error(String text) {
        return new Notice(Kind.ERROR, text);
    }

    public static Notice result(String text) {
        return new Notice(Kind.RESULT, text);
    }

    public static Notice information(String text) {
        return new Notice(Kind.INFORMATION, text);
    }
}
