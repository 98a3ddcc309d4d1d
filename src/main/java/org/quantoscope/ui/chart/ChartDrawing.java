package org.quantoscope.ui.chart;

import java.io.IOException;

/** A chart that was drawn for a file, as it stood then. */
public interface ChartDrawing {
    /** Writes the file; may run on any thread. */
    void write() throws IOException;
}
