package org.quantoscope.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes as people write it, in powers of 1000 as the Hugging Face tools do. */
final class ByteSize {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(B|KB|MB|GB)");

    private ByteSize() {}

    /**
     * @throws IllegalArgumentException if it is none, or zero
     */
    static long parse(String text) {
        Matcher matcher = TEXT.matcher(text.toUpperCase(Locale.ROOT));
        long bytes = 0;
        if (matcher.matches()) {
            long unit =
                    switch (matcher.group(2)) {
                        case "KB" -> 1_000L;
                        case "MB" -> 1_000_000L;
                        case "GB" -> 1_000_000_000L;
                        default -> 1L;
                    };
            bytes = Long.parseLong(matcher.group(1)) * unit;
        }
        if (bytes == 0) {
            throw new IllegalArgumentException(
                    "--shard-size must be a number with B, KB, MB or GB, for example 5GB, was "
                            + text);
        }
        return bytes;
    }
}
