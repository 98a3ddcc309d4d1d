package org.quantoscope.calibration;

import java.io.IOException;
import java.nio.file.Path;

/** A file of activations that cannot be used; they can always be gathered again. */
public final class DamagedActivationsException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedActivationsException(Path file, String what) {
        super(message(file, what));
    }

    DamagedActivationsException(Path file, String what, Throwable cause) {
        super(message(file, what), cause);
    }

    private static String message(Path file, String what) {
        String said = what.startsWith(file + ": ") ? what : file + ": " + what;
        return said + "; activations are gathered again";
    }
}
