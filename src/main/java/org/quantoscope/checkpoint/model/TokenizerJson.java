package org.quantoscope.checkpoint.model;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.folder.FolderTexts;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Reads a tokenizer.json, as the tokenizers library understands it. */
final class TokenizerJson {
    static final String FILE = "tokenizer.json";

    /** Ids are rows of a matrix; the largest public vocabularies have 262,144. */
    private static final int MOST_TOKENS = 10_000_000;

    private final JsonNode json;
    private final JsonNode model;
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> tokens = new ArrayList<>();
    private final List<AddedToken> added = new ArrayList<>();

    private TokenizerJson(JsonNode json) {
        this.json = json;
        this.model = json.path("model");
    }

    static TokenizerDefinition read(FolderTexts texts) throws IOException {
        if (!texts.has(FILE)) {
            boolean older = texts.has("tokenizer.model") || texts.has("vocab.json");
            throw new UnsupportedTokenizerException(
                    FILE,
                    older
                            ? "missing, and the tokenizer's older files are not read; save it with"
                                    + " transformers' fast tokenizer first"
                            : "missing beside the weights; without it texts cannot be turned into"
                                    + " tokens");
        }
        return new TokenizerJson(texts.json(FILE))
                .definition(texts.json("tokenizer_config.json"), texts.json("config.json"));
    }

    private TokenizerDefinition definition(JsonNode tokenizerConfig, JsonNode config)
            throws UnsupportedTokenizerException {
        String type = model.path("type").asString("BPE");
        if (!type.equals("BPE") || !model.path("vocab").isObject()) {
            throw refuse("its model is " + type + "; byte-pair encoding (BPE) is what is computed");
        }
        refuseText("continuing_subword_prefix");
        refuseText("end_of_word_suffix");
        for (Map.Entry<String, JsonNode> entry : model.path("vocab").properties()) {
            put(entry.getKey(), entry.getValue());
        }
        MergeTable merges = merges();
        addedTokens();
        PieceRules cuts = new PieceRules(json.path("pre_tokenizer"));
        List<PieceRule> rules = cuts.rules();
        String unknown = FolderTexts.string(model, "unk_token");
        return new TokenizerDefinition(
                FILE,
                tokens,
                added,
                TextRules.of(json.path("normalizer")),
                rules,
                cuts.isByteLevel(),
                model.path("byte_fallback").asBoolean(false),
                merges,
                model.path("ignore_merges").asBoolean(false),
                idOf(unknown),
                model.path("fuse_unk").asBoolean(false),
                new SpecialTokensJson(json, tokenizerConfig, config, ids).tokens(),
                dropsFirstSpace(json.path("decoder")));
    }

    private void refuseText(String key) throws UnsupportedTokenizerException {
        String text = FolderTexts.string(model, key);
        if (text != null && !text.isEmpty()) {
            throw refuse("its model has a " + key + ", which is not computed");
        }
    }

    private void put(String token, JsonNode id) throws UnsupportedTokenizerException {
        if (!id.isIntegralNumber() || id.longValue() < 0 || id.longValue() >= MOST_TOKENS) {
            throw refuse("token \"" + token + "\" has the number " + id);
        }
        int at = id.intValue();
        if (at >= tokens.size()) {
            tokens.addAll(Collections.nCopies(at + 1 - tokens.size(), ""));
        }
        tokens.set(at, token);
        ids.put(token, at);
    }

    private MergeTable merges() throws UnsupportedTokenizerException {
        MergeTable.Builder table = new MergeTable.Builder();
        int rank = 0;
        for (JsonNode merge : model.path("merges")) {
            String text = merge.asString("");
            int space = text.indexOf(' ');
            String left = merge.isArray() ? merge.path(0).asString("") : head(text, space);
            String right = merge.isArray() ? merge.path(1).asString("") : text.substring(space + 1);
            @Nullable Integer leftId = ids.get(left);
            @Nullable Integer rightId = ids.get(right);
            @Nullable Integer result = ids.get(left + right);
            if (leftId == null || rightId == null || result == null) {
                throw refuse("merge " + merge + " names or makes no token");
            }
            table.add(leftId, rightId, rank++, result);
        }
        return table.build();
    }

    private static String head(String text, int space) {
        return space < 0 ? "" : text.substring(0, space);
    }

    private void addedTokens() throws UnsupportedTokenizerException {
        for (JsonNode token : json.path("added_tokens")) {
            String text = token.path("content").asString("");
            boolean mergeable = ids.containsKey(text);
            put(text, token.path("id"));
            boolean special = token.path("special").asBoolean(false);
            added.add(
                    new AddedToken(
                            token.path("id").intValue(),
                            text,
                            mergeable,
                            special,
                            token.path("normalized").asBoolean(!special),
                            token.path("lstrip").asBoolean(false),
                            token.path("rstrip").asBoolean(false),
                            token.path("single_word").asBoolean(false)));
        }
    }

    private OptionalInt idOf(@Nullable String token) {
        @Nullable Integer id = token == null ? null : ids.get(token);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    private static boolean dropsFirstSpace(JsonNode decoder) {
        return switch (decoder.path("type").asString("")) {
            case "Sequence" -> {
                boolean drops = false;
                for (JsonNode each : decoder.path("decoders")) {
                    drops |= dropsFirstSpace(each);
                }
                yield drops;
            }
            case "Strip" ->
                    decoder.path("content").asString("").equals(" ")
                            && decoder.path("start").asInt(0) > 0;
            case "Metaspace" -> PieceRules.prefix(decoder) != PieceRule.Prefix.NEVER;
            default -> false;
        };
    }

    static UnsupportedTokenizerException refuse(String why) {
        return new UnsupportedTokenizerException(FILE, why);
    }
}
