package org.quantoscope.export;

import java.util.List;

/**
 * What checking an export that was written earlier came to; each line is one sentence for people.
 *
 * @param passed what was checked and found right
 * @param unchecked what could not be checked, and why
 * @param faults what is wrong, one line each, with file or tensor; none in an export as it was
 *     written
 */
public record ExportCheck(List<String> passed, List<String> unchecked, List<String> faults) {
    public ExportCheck {
        passed = List.copyOf(passed);
        unchecked = List.copyOf(unchecked);
        faults = List.copyOf(faults);
    }
}
