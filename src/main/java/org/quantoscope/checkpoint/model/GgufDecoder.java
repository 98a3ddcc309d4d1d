package org.quantoscope.checkpoint.model;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.gguf.GgufHeader;
import org.quantoscope.checkpoint.gguf.GgufValue;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A decoder's shape out of GGUF metadata ({@code ARCH.*} keys).
 *
 * <p>A sliding window is none of these families' keys: llama.cpp runs them without one.
 */
final class GgufDecoder extends DecoderFacts {
    private final GgufHeader header;
    private final String architecture;

    GgufDecoder(GgufHeader header) {
        this.header = header;
        this.architecture = header.architecture().orElse("");
    }

    DecoderConfig config() throws UnsupportedModelException {
        DecoderConfig.Family family = family();
        if (whole("expert_count").orElse(0) > 0) {
            throw refuse("its experts are not run; models of Llama with one feed-forward part are");
        }
        int hidden = size("embedding_length");
        int heads = size("attention.head_count");
        int headSize =
                size("attention.key_length", whole("attention.key_length").orElse(hidden / heads));
        if (whole("attention.value_length").orElse(headSize) != headSize
                || whole("rope.dimension_count").orElse(headSize) != headSize) {
            throw refuse("values or turned parts of another width than heads are not computed");
        }
        return checked(
                new DecoderConfig(
                        family,
                        size("block_count"),
                        hidden,
                        size("feed_forward_length"),
                        heads,
                        size(
                                "attention.head_count_kv",
                                whole("attention.head_count_kv").orElse(heads)),
                        headSize,
                        (float) positive("attention.layer_norm_rms_epsilon"),
                        new DecoderConfig.Rope(
                                positive("rope.freq_base", number("rope.freq_base").orElse(10_000)),
                                scaling()),
                        OptionalInt.empty(),
                        0,
                        false,
                        positions("context_length")));
    }

    private DecoderConfig.Family family() throws UnsupportedModelException {
        return switch (architecture) {
            case "llama" -> DecoderConfig.Family.LLAMA;
            case "qwen2" -> DecoderConfig.Family.QWEN2;
            case "qwen3" -> DecoderConfig.Family.QWEN3;
            default ->
                    throw refuseFamily(
                            architecture.isEmpty()
                                    ? "a model without architecture"
                                    : MalformedCheckpointException.printable(architecture));
        };
    }

    /** {@code rope_freqs.weight}, llama3's scaling, is a tensor that whoever runs it looks for. */
    private DecoderConfig.Scaling scaling() throws UnsupportedModelException {
        String type = text("rope.scaling.type").orElse("none");
        return switch (type) {
            case "none" -> new DecoderConfig.Linear(1);
            case "linear" -> new DecoderConfig.Linear(positive("rope.scaling.factor"));
            default ->
                    throw refuse(
                            "rope scaling "
                                    + MalformedCheckpointException.printable(type)
                                    + " is not computed; linear and llama3 are");
        };
    }

    private @Nullable GgufValue value(String key) {
        return header.metadata().get(architecture + "." + key);
    }

    @Override
    String source() {
        return "GGUF metadata";
    }

    @Override
    OptionalLong whole(String key) {
        return header.whole(architecture + "." + key);
    }

    @Override
    OptionalDouble number(String key) {
        GgufValue value = value(key);
        return value == null || value.isText() || value.count() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(value.number());
    }

    @Override
    Optional<String> text(String key) {
        return header.text(architecture + "." + key);
    }
}
