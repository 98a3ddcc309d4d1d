package org.quantoscope.ui.control;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as text for other programs: apart by tabs for the clipboard, by commas for a file.
 *
 * @param lines the head first; all of one length, numbers with every digit and a point
 */
public record TableText(List<List<String>> lines) {
    public TableText {
        lines = lines.stream().map(List::copyOf).toList();
    }

    /** For spreadsheets to paste; a tab or a line's end within a field becomes a space. */
    public String tabSeparated() {
        return lines.stream()
                .map(line ->
                        line.stream()
                                .map(field -> field.replaceAll("\\p{Cntrl}", " "))
                                .collect(Collectors.joining("\t", "", "\n")))
                .collect(Collectors.joining());
    }

    /** CSV as in RFC 4180. */
    public String commaSeparated() {
        return lines.stream()
                .map(line ->
                        line.stream()
                                .map(TableText::quoted)
                                .collect(Collectors.joining(",", "", "\r\n")))
                .collect(Collectors.joining());
    }

    private static String quoted(String field) {
        boolean plain =
                field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
