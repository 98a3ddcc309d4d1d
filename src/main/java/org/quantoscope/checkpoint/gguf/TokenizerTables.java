package org.quantoscope.checkpoint.gguf;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.folder.FolderTexts;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A tokenizer.json as the tables of llama.cpp ({@code tokenizer.ggml.*}): byte-level BPE as {@code
 * gpt2}, BPE with byte fallback as {@code llama}, whose scores are the ranks of its merges
 * (formats.md §4).
 */
final class TokenizerTables {
    static final String FILE = "tokenizer.json";
    static final String CHAT_TEMPLATE = "tokenizer.chat_template";

    private static final String KEY = "tokenizer.ggml.";

    /** {@code llama_token_type}. */
    private static final int NORMAL = 1;

    private static final int UNKNOWN = 2;
    private static final int CONTROL = 3;
    private static final int USER_DEFINED = 4;
    private static final int UNUSED = 5;
    private static final int BYTE = 6;

    private final JsonNode json;
    private final JsonNode tokenizerConfig;
    private final JsonNode config;
    private final String[] tokens;
    private final int[] types;
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> merges = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * @param tokenizerConfig tokenizer_config.json, or missing
     * @param vocabulary rows of the embedding
     * @throws IllegalArgumentException with one line, if llama.cpp has no such tokenizer
     */
    TokenizerTables(JsonNode json, JsonNode tokenizerConfig, JsonNode config, int vocabulary) {
        this.json = json;
        this.tokenizerConfig = tokenizerConfig;
        this.config = config;
        this.tokens = new String[vocabulary];
        this.types = new int[vocabulary];
        JsonNode model = json.path("model");
        String type = FolderTexts.string(model, "type");
        if (!"BPE".equals(type)) {
            throw refuse(
                    "its model is " + type + "; BPE, with byte fallback or byte-level, is carried");
        }
        Arrays.fill(types, UNUSED);
        for (int id = 0; id < vocabulary; id++) {
            tokens[id] = "[PAD" + id + "]";
        }
        model.path("vocab").properties().forEach(entry -> put(entry.getKey(), entry.getValue()));
        for (JsonNode added : json.path("added_tokens")) {
            String content = FolderTexts.string(added, "content");
            int id = put(content == null ? "" : content, added.path("id"));
            types[id] = added.path("special").asBoolean(false) ? CONTROL : USER_DEFINED;
        }
        for (JsonNode merge : model.path("merges")) {
            merges.add(
                    merge.isArray()
                            ? merge.path(0).asString("") + " " + merge.path(1).asString("")
                            : merge.asString(""));
        }
    }

    private int put(String token, JsonNode id) {
        if (!id.isIntegralNumber() || id.longValue() < 0 || id.longValue() >= tokens.length) {
            throw refuse(
                    "token \""
                            + MalformedCheckpointException.printable(token)
                            + "\" has the number "
                            + id
                            + "; the embedding has "
                            + tokens.length
                            + " rows");
        }
        tokens[id.intValue()] = token;
        types[id.intValue()] = NORMAL;
        ids.put(token, id.intValue());
        return id.intValue();
    }

    List<String> notes() {
        return notes;
    }

    Map<String, GgufValue> metadata() {
        Map<String, GgufValue> keys = new LinkedHashMap<>();
        PreTokenizer pre = new PreTokenizer(json);
        boolean bytes = pre.isByteLevel();
        float[] scores = bytes ? new float[0] : pieces();
        keys.put(KEY + "model", GgufValues.text(bytes ? "gpt2" : "llama"));
        keys.put(KEY + "pre", GgufValues.text(bytes ? pre.llamaName() : "default"));
        keys.put(KEY + "tokens", GgufValues.texts(List.of(tokens)));
        if (!bytes) {
            keys.put(KEY + "scores", GgufValues.f32s(scores));
        }
        keys.put(KEY + "token_type", GgufValues.i32s(types));
        if (bytes) {
            keys.put(KEY + "merges", GgufValues.texts(merges));
        }
        notes.addAll(pre.notes());
        special(keys, "bos", "bos_token_id");
        special(keys, "eos", "eos_token_id");
        special(keys, "unk", "unknown_token_id");
        special(keys, "pad", "padding_token_id");
        keys.put(KEY + "add_bos_token", GgufValues.flag(adds("bos", 0)));
        keys.put(KEY + "add_eos_token", GgufValues.flag(adds("eos", -1)));
        keys.put(KEY + "add_space_prefix", GgufValues.flag(!bytes && pre.addsSpacePrefix()));
        chatTemplate(keys);
        return keys;
    }

    /** Scores of pieces: minus the rank among all results of merges; types of bytes and unknown. */
    private float[] pieces() {
        if (!json.path("model").path("byte_fallback").asBoolean(false)) {
            throw refuse("its BPE is neither byte-level nor has it byte fallback");
        }
        for (int b = 0; b < 256; b++) {
            Integer id = ids.get(String.format("<0x%02X>", b));
            if (id == null) {
                throw refuse(
                        String.format("token <0x%02X> is missing; llama.cpp needs all 256", b));
            }
            types[id] = BYTE;
        }
        String unknown = FolderTexts.string(json.path("model"), "unk_token");
        if (unknown != null && ids.containsKey(unknown)) {
            types[ids.get(unknown)] = UNKNOWN;
        }
        return scores();
    }

    private float[] scores() {
        float[] scores = new float[tokens.length];
        boolean[] ranked = new boolean[tokens.length];
        int rank = 0;
        int last = -1;
        boolean torn = false;
        for (String merge : merges) {
            int space = merge.indexOf(' ');
            Integer id =
                    space < 0
                            ? null
                            : ids.get(merge.substring(0, space) + merge.substring(space + 1));
            if (id == null) {
                throw refuse("merge \"" + merge + "\" makes no token");
            }
            if (!ranked[id]) {
                ranked[id] = true;
                scores[id] = -(float) rank++;
            } else {
                torn |= id != last;
            }
            last = id;
        }
        for (int id = 0; id < scores.length; id++) {
            // What no merge makes, single characters above all, ranks behind: the order of
            // vocabularies that SentencePiece trained.
            if (!ranked[id] && types[id] == NORMAL) {
                scores[id] = -(float) rank++;
            }
        }
        if (torn) {
            notes.add(
                    "Some tokens come out of merges of several ranks; llama.cpp knows one score per"
                            + " token, so a few texts may be tokenized otherwise.");
        }
        return scores;
    }

    private void special(Map<String, GgufValue> keys, String name, String key) {
        OptionalInt id = specialId(name);
        if (id.isPresent()) {
            keys.put(KEY + key, GgufValues.u32(id.getAsInt()));
        }
    }

    private OptionalInt specialId(String name) {
        JsonNode token = tokenizerConfig.path(name + "_token");
        @Nullable String content =
                token.isString() ? token.stringValue() : FolderTexts.string(token, "content");
        if (content == null && name.equals("unk")) {
            content = FolderTexts.string(json.path("model"), "unk_token");
        }
        if (content != null && ids.containsKey(content)) {
            return OptionalInt.of(ids.get(content));
        }
        JsonNode id = config.path(name + "_token_id");
        JsonNode first = id.isArray() ? id.path(0) : id;
        return first.isIntegralNumber()
                        && first.longValue() >= 0
                        && first.longValue() < tokens.length
                ? OptionalInt.of(first.intValue())
                : OptionalInt.empty();
    }

    /** What the template puts around a text; where there is none, what the configuration says. */
    private boolean adds(String name, int place) {
        JsonNode template = template(json.path("post_processor"));
        if (template.isMissingNode()) {
            return tokenizerConfig.path("add_" + name + "_token").asBoolean(false);
        }
        JsonNode single = template.path("single");
        JsonNode piece = single.path(place < 0 ? single.size() - 1 : place).path("SpecialToken");
        String token = FolderTexts.string(piece, "id");
        if (token == null) {
            return false;
        }
        Integer id = ids.get(token);
        if (id == null || !OptionalInt.of(id).equals(specialId(name))) {
            notes.add(
                    "The tokenizer puts "
                            + token
                            + " around texts, which is not its "
                            + name
                            + " token; llama.cpp will not.");
            return false;
        }
        return true;
    }

    private static JsonNode template(JsonNode processor) {
        if ("TemplateProcessing".equals(FolderTexts.string(processor, "type"))) {
            return processor;
        }
        for (JsonNode each : processor.path("processors")) {
            if ("TemplateProcessing".equals(FolderTexts.string(each, "type"))) {
                return each;
            }
        }
        return MissingNode.getInstance();
    }

    private void chatTemplate(Map<String, GgufValue> keys) {
        JsonNode template = tokenizerConfig.path("chat_template");
        if (template.isString()) {
            keys.put(CHAT_TEMPLATE, GgufValues.text(template.stringValue()));
        }
        for (JsonNode each : template) {
            String text = FolderTexts.string(each, "template");
            if ("default".equals(FolderTexts.string(each, "name")) && text != null) {
                keys.put(CHAT_TEMPLATE, GgufValues.text(text));
            }
        }
    }

    static IllegalArgumentException refuse(String why) {
        return new IllegalArgumentException(FILE + ": " + why);
    }
}
