package org.quantoscope.export;

import java.io.IOException;

/** An export that is not begun, with the reason in one line. */
public final class ExportRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    public ExportRefusedException(String message) {
        super(message);
    }
}
