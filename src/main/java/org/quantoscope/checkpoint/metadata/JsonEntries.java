package org.quantoscope.checkpoint.metadata;

import org.quantoscope.checkpoint.MetadataEntry;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON file as one entry per member; what has more members than anybody reads, such as the tables
 * of a tokenizer, is counted, and begun.
 *
 * <p>Streams: a tokenizer's tree would take ten times its file's size.
 */
final class JsonEntries {
    /** The largest public tokenizers need 34 MB. */
    private static final long MOST_BYTES = 100_000_000;

    private static final int MOST_ENTRIES = 5000;
    private static final int MOST_MEMBERS = 64;
    private static final int MOST_ELEMENTS = 16;
    private static final int BEGINNING = 8;

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    private final String file;
    private final JsonParser json;
    private final List<MetadataEntry> entries = new ArrayList<>();

    private JsonEntries(String file, JsonParser json) {
        this.file = file;
        this.json = json;
    }

    /**
     * @param name of the file in the entries
     */
    static List<MetadataEntry> read(Path path, String name) {
        try {
            if (Files.size(path) > MOST_BYTES) {
                return List.of(unread(name, "longer than " + MOST_BYTES + " bytes"));
            }
            try (JsonParser json = FACTORY.createParser(path.toFile())) {
                JsonEntries reader = new JsonEntries(name, json);
                reader.value(json.nextToken(), "");
                return reader.entries;
            }
        } catch (JacksonException e) {
            return List.of(unread(name, String.valueOf(e.getOriginalMessage())));
        } catch (IOException e) {
            return List.of(unread(name, String.valueOf(e.getMessage())));
        }
    }

    private static MetadataEntry unread(String file, String why) {
        return new MetadataEntry(file, "", "not read", why.lines().findFirst().orElse(""));
    }

    private void value(JsonToken token, String path) {
        switch (token) {
            case START_OBJECT -> object(path);
            case START_ARRAY -> array(path);
            case VALUE_STRING -> add(path, "string", json.getString());
            case VALUE_NUMBER_INT -> add(path, "integer", json.getString());
            case VALUE_NUMBER_FLOAT -> add(path, "number", json.getString());
            case VALUE_TRUE, VALUE_FALSE -> add(path, "boolean", json.getString());
            case VALUE_NULL -> add(path, "null", "");
            default -> add(path, "not read", "no value");
        }
    }

    private void object(String path) {
        int before = entries.size();
        long members = 0;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            JsonToken token = json.nextToken();
            if (members < MOST_MEMBERS) {
                value(token, path.isEmpty() ? key : path + "." + key);
            } else {
                json.skipChildren();
            }
            members++;
        }
        if (members == 0) {
            add(path, "object", "");
        } else if (members > MOST_MEMBERS) {
            summarise(path, "object of " + members, before);
        }
    }

    private void array(String path) {
        int before = entries.size();
        long elements = 0;
        boolean plain = true;
        List<String> first = new ArrayList<>();
        for (JsonToken token = json.nextToken();
                token != JsonToken.END_ARRAY;
                token = json.nextToken()) {
            plain &= token.isScalarValue();
            if (plain && elements < MOST_ELEMENTS) {
                first.add(json.getString());
            }
            if (elements < MOST_MEMBERS) {
                int start = entries.size();
                value(token, path + "[" + elements + "]");
                token(path + "[" + elements + "]", start);
            } else {
                json.skipChildren();
            }
            elements++;
        }
        String type = "array of " + elements;
        if (plain) {
            truncate(before);
            add(path, type, String.join(", ", first) + (elements > first.size() ? ", …" : ""));
        } else if (elements > MOST_MEMBERS) {
            summarise(path, type, before);
        }
    }

    /** Puts a token of a tokenizer.json, which is an object of flags, into one entry. */
    private void token(String path, int start) {
        String id = member(path + ".id", start);
        String content = member(path + ".content", start);
        if (!id.isEmpty() && !content.isEmpty()) {
            boolean special = member(path + ".special", start).equals("true");
            truncate(start);
            add(path, special ? "special token" : "token", id + "  " + content);
        }
    }

    private String member(String key, int start) {
        return entries.subList(start, entries.size()).stream()
                .filter(it -> it.key().equals(key))
                .map(MetadataEntry::value)
                .findFirst()
                .orElse("");
    }

    /** Puts the first of the entries since {@code before} into one. */
    private void summarise(String path, String type, int before) {
        StringBuilder line = new StringBuilder();
        for (int i = before; i < Math.min(entries.size(), before + BEGINNING); i++) {
            MetadataEntry entry = entries.get(i);
            line.append(entry.key().substring(path.length()).replaceFirst("^\\.", ""))
                    .append(": ")
                    .append(entry.value())
                    .append(", ");
        }
        truncate(before);
        add(path, type, line.append('…').toString());
    }

    private void truncate(int size) {
        entries.subList(size, entries.size()).clear();
    }

    private void add(String path, String type, String value) {
        if (entries.size() < MOST_ENTRIES) {
            entries.add(new MetadataEntry(file, path, type, value));
        } else if (entries.size() == MOST_ENTRIES) {
            entries.add(new MetadataEntry(file, "…", "not read", "more than " + MOST_ENTRIES));
        }
    }
}
