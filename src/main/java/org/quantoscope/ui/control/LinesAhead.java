package org.quantoscope.ui.control;

/**
 * A view with a table whose lines can be made while there is nothing to show yet: making, styling
 * and measuring them all at once holds the window up, and tables keep those they have.
 */
public interface LinesAhead {
    /** Makes as many lines as there is room for; the view is on screen, laid out and empty. */
    void makeLines();
}
