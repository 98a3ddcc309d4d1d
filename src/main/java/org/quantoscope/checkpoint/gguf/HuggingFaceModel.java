package org.quantoscope.checkpoint.gguf;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.folder.FolderTexts;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the metadata of a GGUF file from the files of a Hugging Face folder. */
final class HuggingFaceModel {
    private static final String CONFIG = "config.json";

    private final Checkpoint source;
    private final FolderTexts texts;
    private final List<String> refusals = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    HuggingFaceModel(Checkpoint source) {
        this.source = source;
        this.texts = new FolderTexts(source);
    }

    GgufModel model() {
        Map<String, GgufValue> metadata = new LinkedHashMap<>();
        Map<String, GgufModel.Place> places = new LinkedHashMap<>();
        List<GgufModel.Computed> computed = new ArrayList<>();
        try {
            if (!texts.has(CONFIG)) {
                throw new IOException(
                        CONFIG + ": missing; GGUF needs what it says: open the model's folder");
            }
            JsonNode json = texts.json(CONFIG);
            LlamaConfig config = new LlamaConfig(json);
            long vocabulary = LlamaTensors.vocabulary(source.tensors());
            metadata.put("general.architecture", GgufValues.text(config.architecture));
            metadata.put("general.type", GgufValues.text("model"));
            metadata.put("general.name", GgufValues.text(source.name()));
            metadata.putAll(config.metadata(vocabulary));
            places.putAll(new LlamaTensors(config, vocabulary).places(source.tensors(), refusals));
            config.ropeFactors().ifPresent(computed::add);
            notes.addAll(config.notes());
            if (refusals.isEmpty()) {
                metadata.putAll(tokenizer(json, Math.toIntExact(vocabulary)));
            }
        } catch (IOException | IllegalArgumentException e) {
            refusals.add(String.valueOf(e.getMessage()));
        }
        return new GgufModel(metadata, places, computed, refusals, notes);
    }

    private Map<String, GgufValue> tokenizer(JsonNode config, int vocabulary) throws IOException {
        if (!texts.has(TokenizerTables.FILE)) {
            if (texts.has("tokenizer.model") || texts.has("vocab.json")) {
                throw new IOException(
                        "tokenizer.json: missing, and the tokenizer's older files are not read;"
                                + " save it with transformers' fast tokenizer first");
            }
            notes.add(
                    "There is no tokenizer.json: the file holds weights only, and llama.cpp cannot"
                            + " turn texts into tokens with it.");
            return Map.of("tokenizer.ggml.model", GgufValues.text("no_vocab"));
        }
        TokenizerTables tables =
                new TokenizerTables(
                        texts.json(TokenizerTables.FILE),
                        texts.json("tokenizer_config.json"),
                        config,
                        vocabulary);
        Map<String, GgufValue> keys = tables.metadata();
        texts.text("chat_template.jinja")
                .ifPresent(text -> keys.put(TokenizerTables.CHAT_TEMPLATE, GgufValues.text(text)));
        notes.addAll(tables.notes());
        return keys;
    }
}
