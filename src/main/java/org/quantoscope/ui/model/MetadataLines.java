package org.quantoscope.ui.model;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.MetadataEntry;
import org.quantoscope.ui.model.MetadataLine.Beside;
import org.quantoscope.ui.model.MetadataLine.Difference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts the metadata of one checkpoint into lines, or those of two beside each other by key. */
final class MetadataLines {
    private MetadataLines() {}

    static List<MetadataLine> of(List<MetadataEntry> entries) {
        return entries.stream().map(it -> line(it, Optional.empty())).toList();
    }

    /**
     * Entries of equal keys in files of equal names are the same; so are those of files that only
     * one of the two has, such as two GGUF of different names. What only B says comes last.
     */
    static List<MetadataLine> of(List<MetadataEntry> a, List<MetadataEntry> b) {
        Set<String> filesOfA = new HashSet<>();
        a.forEach(it -> filesOfA.add(it.file()));
        Map<String, List<MetadataEntry>> left = new HashMap<>();
        b.forEach(it -> left.computeIfAbsent(it.key(), key -> new ArrayList<>()).add(it));
        Set<String> filesOfB = new HashSet<>();
        b.forEach(it -> filesOfB.add(it.file()));
        List<MetadataLine> lines = new ArrayList<>();
        for (MetadataEntry entry : a) {
            boolean named = filesOfB.contains(entry.file());
            @Nullable MetadataEntry other = null;
            for (MetadataEntry candidate : left.getOrDefault(entry.key(), List.of())) {
                boolean fits =
                        named
                                ? candidate.file().equals(entry.file())
                                : !filesOfA.contains(candidate.file());
                if (fits) {
                    other = candidate;
                    break;
                }
            }
            if (other == null) {
                lines.add(line(entry, Optional.of(new Beside("", "", "", Difference.ONLY_A))));
            } else {
                left.getOrDefault(entry.key(), new ArrayList<>()).remove(other);
                lines.add(line(entry, Optional.of(beside(other, difference(entry, other)))));
            }
        }
        for (MetadataEntry entry : b) {
            if (left.getOrDefault(entry.key(), List.of()).contains(entry)) {
                lines.add(
                        new MetadataLine(
                                "",
                                entry.key(),
                                "",
                                "",
                                Optional.of(beside(entry, Difference.ONLY_B))));
            }
        }
        return lines;
    }

    private static MetadataLine line(MetadataEntry entry, Optional<Beside> beside) {
        return new MetadataLine(entry.file(), entry.key(), entry.type(), entry.value(), beside);
    }

    private static Beside beside(MetadataEntry entry, Difference difference) {
        return new Beside(entry.file(), entry.type(), entry.value(), difference);
    }

    private static Difference difference(MetadataEntry a, MetadataEntry b) {
        if (!a.value().equals(b.value())) {
            return Difference.DIFFERENT;
        }
        return isBegun(a) || isBegun(b) ? Difference.SAME_AS_SHOWN : Difference.SAME;
    }

    /** Whether more stands in the file than in the entry. */
    private static boolean isBegun(MetadataEntry entry) {
        return entry.value().endsWith("…")
                || entry.value().contains(" … (of ")
                || entry.type().matches("array of \\D.*");
    }
}
