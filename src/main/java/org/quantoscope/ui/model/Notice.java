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
        INFORMATION,
        ERROR
    }

    public static Notice error(String text) {
        return new Notice(Kind.ERROR, text);
    }

    public static Notice information(String text) {
        return new Notice(Kind.INFORMATION, text);
    }
}
