package org.quantoscope.checkpoint.gguf;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What stands before the data of a GGUF file, validated as a whole.
 *
 * @param version 2 or 3, which differ in nothing that is read here
 * @param metadata keys in the file's order
 * @param alignmentBytes that data begin at multiples of
 * @param dataStartByte where the data part begins in the file
 */
public record GgufHeader(
        int version,
        Map<String, GgufValue> metadata,
        List<GgufTensor> tensors,
        long alignmentBytes,
        long dataStartByte) {

    /** {@code general.architecture}. */
    public Optional<String> architecture() {
        return text("general.architecture");
    }

    /** The text of a key; empty where it is missing or no text. */
    public Optional<String> text(String key) {
        return Optional.ofNullable(metadata.get(key))
                .filter(value -> value.isText() && !value.isArray())
                .map(GgufValue::text);
    }

    /**
     * The whole number of a key; of an array its first; empty where it is missing or something
     * else.
     */
    public OptionalLong whole(String key) {
        GgufValue value = metadata.get(key);
        return value == null || !value.isWhole() || value.count() == 0
                ? OptionalLong.empty()
                : OptionalLong.of(value.whole());
    }

    /** A key that begins with the architecture's name, for example {@code block_count}. */
    OptionalLong ofArchitecture(String key) {
        return architecture().map(name -> whole(name + "." + key)).orElse(OptionalLong.empty());
    }
}
