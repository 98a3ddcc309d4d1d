package org.quantoscope.checkpoint.gguf;

import org.quantoscope.checkpoint.MetadataEntry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The metadata of one file for people: tables are counted and begun, ids of tokens stand with the
 * token.
 */
final class GgufEntries {
    private static final String TOKENS = "tokenizer.ggml.tokens";
    private static final String TOKEN_TYPES = "tokenizer.ggml.token_type";
    private static final String TOKEN_ID = "_token_id";
    private static final int BEGINNING = 12;

    /** A vocabulary with more special tokens than this reserves most of them. */
    private static final int MOST_SPECIAL = 64;

    /** By number ({@code llama_token_type}). */
    private static final List<String> KINDS =
            List.of("undefined", "normal", "unknown", "control", "user-defined", "unused", "byte");

    private static final int CONTROL = 3;

    private final String file;
    private final Map<String, GgufValue> metadata;
    private final List<String> tokens;

    GgufEntries(String file, GgufHeader header) {
        this.file = file;
        this.metadata = header.metadata();
        GgufValue stored = metadata.get(TOKENS);
        this.tokens =
                stored != null && stored.isArray() && stored.isText() ? stored.texts() : List.of();
    }

    List<MetadataEntry> all() {
        List<MetadataEntry> entries = new ArrayList<>();
        metadata.forEach((key, value) -> {
            String type = value.isArray() ? "array of " + value.elementType() : "" + value.type();
            boolean kinds = key.equals(TOKEN_TYPES) && value.isArray() && value.isWhole();
            entries.add(
                    new MetadataEntry(file, key, type, kinds ? counts(value) : text(key, value)));
            if (kinds) {
                entries.add(new MetadataEntry(file, key + ", control", "tokens", special(value)));
            }
        });
        return entries;
    }

    private String text(String key, GgufValue value) {
        String text = value.summary(BEGINNING);
        if (!key.endsWith(TOKEN_ID) || value.isArray() || !value.isWhole()) {
            return text;
        }
        long id = value.whole();
        return id >= 0 && id < tokens.size() ? text + "  " + tokens.get((int) id) : text;
    }

    /** How many tokens are of each kind. */
    private static String counts(GgufValue types) {
        Map<Long, Long> counts = new TreeMap<>();
        for (long type : types.wholes()) {
            counts.merge(type, 1L, Long::sum);
        }
        return types.count()
                + ": "
                + counts.entrySet().stream()
                        .map(it -> it.getValue() + " " + kind(it.getKey()))
                        .collect(Collectors.joining(", "));
    }

    private static String kind(long type) {
        return type >= 0 && type < KINDS.size() ? KINDS.get((int) type) : "of type " + type;
    }

    /** Name and id of the control tokens. */
    private String special(GgufValue types) {
        List<String> found = new ArrayList<>();
        long[] kinds = types.wholes();
        int count = 0;
        for (int id = 0; id < Math.min(kinds.length, tokens.size()); id++) {
            if (kinds[id] == CONTROL && count++ < MOST_SPECIAL) {
                found.add(tokens.get(id) + " " + id);
            }
        }
        return count + ": " + String.join(", ", found) + (count > MOST_SPECIAL ? ", …" : "");
    }
}
