package org.quantoscope.checkpoint.safetensors;

import org.quantoscope.checkpoint.CheckpointLimits;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;
import org.quantoscope.tensor.PrintableText;

import tools.jackson.core.JsonToken;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The {@code weight_map} of a Hugging Face {@code *.safetensors.index.json}: which file holds which
 * tensor.
 *
 * <p>Promises that every file is a plain relative path below the index's folder as far as its text
 * goes; whether the files exist and where links lead is left to {@link FolderFiles}.
 *
 * @param file the index
 * @param weightMap tensor name to file name
 */
public record ShardIndex(Path file, Map<String, String> weightMap) {

    /** The files named, sorted. */
    public Set<String> files() {
        return new TreeSet<>(weightMap.values());
    }

    static ShardIndex read(Path file) throws IOException {
        return read(file, SafetensorsLayout.EXTENSION);
    }

    /**
     * Reads the index {@code file}.
     *
     * @param extension that every weight file's name must have
     */
    public static ShardIndex read(Path file, String extension) throws IOException {
        try (StrictJson json = StrictJson.ofIndex(file)) {
            return new ShardIndex(file, readTop(json, extension));
        }
    }

    private static Map<String, String> readTop(StrictJson json, String extension)
            throws MalformedCheckpointException {
        if (json.next() != JsonToken.START_OBJECT) {
            throw json.refuse(Reason.BAD_INDEX, "", "the index is not a JSON object");
        }
        Map<String, String> weightMap = new LinkedHashMap<>();
        Set<String> keys = new HashSet<>();
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            if (!keys.add(key)) {
                String shown = MalformedCheckpointException.printable(key);
                throw json.refuse(
                        Reason.DUPLICATE_KEY, "", "the index has \"" + shown + "\" twice");
            }
            json.next();
            if (key.equals("weight_map")) {
                readWeightMap(json, extension, weightMap);
            } else {
                json.skip();
            }
        }
        json.end();
        if (weightMap.isEmpty()) {
            throw json.refuse(Reason.BAD_INDEX, "", "the index has no weight_map, or an empty one");
        }
        return weightMap;
    }

    private static void readWeightMap(StrictJson json, String extension, Map<String, String> into)
            throws MalformedCheckpointException {
        if (!json.at(JsonToken.START_OBJECT)) {
            throw json.refuse(Reason.BAD_INDEX, "", "weight_map is not an object");
        }
        for (String name = json.nextKey(); name != null; name = json.nextKey()) {
            TensorNames.check(name, json);
            if (json.next() != JsonToken.VALUE_STRING) {
                throw json.refuse(Reason.BAD_INDEX, name, "its file is not a string");
            }
            String shard = json.string();
            checkShardName(shard, name, extension, json);
            if (into.put(name, shard) != null) {
                throw json.refuse(Reason.DUPLICATE_KEY, name, "the index names it twice");
            }
            if (into.size() > CheckpointLimits.MAX_TENSORS) {
                throw json.refuse(
                        Reason.TOO_MANY_TENSORS,
                        name,
                        "more than " + CheckpointLimits.MAX_TENSORS + " tensors");
            }
        }
    }

    private static void checkShardName(
            String shard, String tensor, String extension, StrictJson json)
            throws MalformedCheckpointException {
        String shown = "\"" + MalformedCheckpointException.printable(shard) + "\"";
        // A backslash and a drive letter lead elsewhere on Windows; no real shard has them.
        boolean absolute =
                shard.startsWith("/") || shard.indexOf('\\') >= 0 || shard.indexOf(':') >= 0;
        for (String part : shard.split("/", -1)) {
            if (absolute || part.equals("..")) {
                throw json.refuse(
                        Reason.INDEX_LEAVES_FOLDER,
                        tensor,
                        "the index names " + shown + ", outside its folder");
            }
            if (part.isEmpty() || part.equals(".")) {
                throw json.refuse(
                        Reason.BAD_INDEX,
                        tensor,
                        "the index names " + shown + ", no plain file name");
            }
        }
        if (shard.codePoints().anyMatch(PrintableText::isUnprintable)
                || !shard.endsWith(extension)) {
            throw json.refuse(
                    Reason.BAD_INDEX,
                    tensor,
                    "the index names " + shown + ", no " + extension + " file");
        }
    }
}
