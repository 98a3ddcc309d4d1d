package org.quantoscope.checkpoint.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.checkpoint.MetadataEntry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class JsonEntriesTest {
    @TempDir private Path folder;

    @Test
    void membersStandUnderTheirWay() throws IOException {
        assertThat(read("{\"a\":{\"b\":[1,2],\"c\":null},\"d\":true,\"e\":[{\"f\":0.5}]}"))
                .containsExactly(
                        entry("a.b", "array of 2", "1, 2"),
                        entry("a.c", "null", ""),
                        entry("d", "boolean", "true"),
                        entry("e[0].f", "number", "0.5"));
    }

    @Test
    void tablesAreCountedAndBegun() throws IOException {
        String vocabulary =
                IntStream.range(0, 1000)
                        .mapToObj(i -> "\"t" + i + "\":" + i)
                        .collect(Collectors.joining(",", "{\"vocab\":{", "},\"after\":1}"));
        List<MetadataEntry> entries = read(vocabulary);
        assertThat(entries).hasSize(2);
        assertThat(entries.getFirst().type()).isEqualTo("object of 1000");
        assertThat(entries.getFirst().value()).startsWith("t0: 0, t1: 1, ").endsWith("…");
        assertThat(entries.getLast()).isEqualTo(entry("after", "integer", "1"));
    }

    @Test
    void aTokenIsOneEntryWithItsId() throws IOException {
        assertThat(
                        read(
                                "{\"added_tokens\":[{\"id\":1,\"content\":\"<s>\",\"special\":true,"
                                        + "\"lstrip\":false}]}"))
                .containsExactly(entry("added_tokens[0]", "special token", "1  <s>"));
    }

    @Test
    void whatIsNoJsonSaysSo() throws IOException {
        assertThat(read("{\"a\":"))
                .singleElement()
                .extracting(MetadataEntry::type)
                .isEqualTo("not read");
    }

    private List<MetadataEntry> read(String json) throws IOException {
        Path file = folder.resolve("config.json");
        Files.writeString(file, json);
        return JsonEntries.read(file, "config.json");
    }

    private static MetadataEntry entry(String key, String type, String value) {
        return new MetadataEntry("config.json", key, type, value);
    }
}
