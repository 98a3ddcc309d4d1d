package org.quantoscope.inference;

import org.quantoscope.app.Formats;
import org.quantoscope.checkpoint.Checkpoint;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** For check_tokenizers.py: {@code MODEL TEXTS.json IDS.json}, a list of texts to a list of ids. */
final class TokenizerProbe {
    private TokenizerProbe() {}

    public static void main(String... arguments) throws Exception {
        JsonMapper mapper = JsonMapper.builder().build();
        try (Checkpoint checkpoint = Formats.opener().open(Path.of(arguments[0]))) {
            Tokenizer tokenizer = Tokenizer.of(checkpoint);
            JsonNode texts = mapper.readTree(Path.of(arguments[1]));
            int[][] ids = new int[texts.size()][];
            String[] decoded = new String[texts.size()];
            long nanos = System.nanoTime();
            for (int i = 0; i < ids.length; i++) {
                ids[i] = tokenizer.encode(texts.path(i).stringValue());
            }
            nanos = System.nanoTime() - nanos;
            for (int i = 0; i < ids.length; i++) {
                decoded[i] = tokenizer.decode(ids[i]);
            }
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("ids", ids);
            answer.put("decoded", decoded);
            answer.put("addsBos", tokenizer.addsBos());
            answer.put("bos", tokenizer.bos().orElse(-1));
            answer.put("milliseconds", nanos / 1_000_000);
            Files.write(Path.of(arguments[2]), mapper.writeValueAsBytes(answer));
        }
    }
}
