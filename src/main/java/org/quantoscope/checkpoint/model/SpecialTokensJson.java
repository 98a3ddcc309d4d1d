package org.quantoscope.checkpoint.model;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.folder.FolderTexts;

import tools.jackson.databind.JsonNode;

import java.util.Map;
import java.util.OptionalInt;

/**
 * The tokens around a text, out of the files of a folder: what the tokenizer's template puts there;
 * where it has none, what tokenizer_config.json and config.json name.
 */
final class SpecialTokensJson {
    private final JsonNode json;
    private final JsonNode tokenizerConfig;
    private final JsonNode config;
    private final Map<String, Integer> ids;

    /**
     * @param json the whole tokenizer.json
     * @param tokenizerConfig tokenizer_config.json, or missing
     * @param config config.json, or missing
     */
    SpecialTokensJson(
            JsonNode json, JsonNode tokenizerConfig, JsonNode config, Map<String, Integer> ids) {
        this.json = json;
        this.tokenizerConfig = tokenizerConfig;
        this.config = config;
        this.ids = ids;
    }

    SpecialTokens tokens() {
        OptionalInt first = before(json.path("post_processor"));
        OptionalInt bos = first.isPresent() ? first : named("bos");
        boolean adds =
                first.isPresent()
                        || !hasTemplate(json.path("post_processor"))
                                && bos.isPresent()
                                && tokenizerConfig.path("add_bos_token").asBoolean(false);
        return new SpecialTokens(bos, named("eos"), adds);
    }

    /** The token that a template puts before a text. */
    private OptionalInt before(JsonNode processor) {
        return switch (processor.path("type").asString("")) {
            case "Sequence" -> {
                OptionalInt found = OptionalInt.empty();
                for (JsonNode each : processor.path("processors")) {
                    found = found.isPresent() ? found : before(each);
                }
                yield found;
            }
            case "TemplateProcessing" -> {
                String name =
                        FolderTexts.string(
                                processor.path("single").path(0).path("SpecialToken"), "id");
                JsonNode id =
                        processor
                                .path("special_tokens")
                                .path(name == null ? "" : name)
                                .path("ids")
                                .path(0);
                yield id.isIntegralNumber() ? known(id) : id(name);
            }
            case "BertProcessing", "RobertaProcessing" -> known(processor.path("cls").path(1));
            default -> OptionalInt.empty();
        };
    }

    private static boolean hasTemplate(JsonNode processor) {
        for (JsonNode each : processor.path("processors")) {
            if (hasTemplate(each)) {
                return true;
            }
        }
        return processor.path("type").asString("").endsWith("Processing");
    }

    private OptionalInt named(String name) {
        JsonNode token = tokenizerConfig.path(name + "_token");
        OptionalInt id =
                id(token.isString() ? token.stringValue() : FolderTexts.string(token, "content"));
        if (id.isPresent()) {
            return id;
        }
        JsonNode number = config.path(name + "_token_id");
        return known(number.isArray() ? number.path(0) : number);
    }

    private OptionalInt id(@Nullable String token) {
        @Nullable Integer id = token == null ? null : ids.get(token);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    private OptionalInt known(JsonNode id) {
        return id.isIntegralNumber() && ids.containsValue(id.intValue())
                ? OptionalInt.of(id.intValue())
                : OptionalInt.empty();
    }
}
