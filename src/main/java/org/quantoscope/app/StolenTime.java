package org.quantoscope.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Time that a virtual machine wanted its processors and did not have them, over all of them: field
 * {@code steal} of {@code /proc/stat}, counted in hundredths of a second.
 */
final class StolenTime {
    private static final Path FILE = Path.of("/proc/stat");
    private static final int FIELD = 8;
    private static final int TICK_MILLIS = 10;

    private StolenTime() {}

    /** Since the machine started, in milliseconds; 0 where no system counts it. */
    static long millis() {
        try (Stream<String> lines = Files.lines(FILE)) {
            return lines.findFirst().map(StolenTime::of).orElse(0L);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /**
     * @param line the first one of the file: {@code cpu}, then the times
     */
    static long of(String line) {
        String[] fields = line.split("\\s+");
        return fields.length > FIELD ? Long.parseLong(fields[FIELD]) * TICK_MILLIS : 0;
    }
}
