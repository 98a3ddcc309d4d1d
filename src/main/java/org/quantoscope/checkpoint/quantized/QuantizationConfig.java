package org.quantoscope.checkpoint.quantized;

import org.quantoscope.checkpoint.CheckpointLimits;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;

import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a folder's configuration says of its quantized matrices: {@code quantization_config} of
 * {@code config.json}, or the file of its own that older folders have.
 *
 * @param schemes at least one; GPTQ and AWQ have exactly one
 * @param storesTrueZeroPoints false where GPTQ's stored zero points are one too small (version 1)
 */
record QuantizationConfig(Method method, List<Scheme> schemes, boolean storesTrueZeroPoints) {

    /** Formats of quantized folders that are read. */
    enum Method {
        COMPRESSED_TENSORS(
                "weight_packed",
                "weight_scale",
                "weight_zero_point",
                "weight_shape",
                "weight_g_idx"),
        GPTQ("qweight", "qzeros", "scales", "g_idx"),
        AWQ("qweight", "qzeros", "scales");

        private final String codes;
        private final Set<String> suffixes;

        Method(String codes, String... others) {
            this.codes = "." + codes;
            this.suffixes =
                    Stream.concat(Stream.of(codes), Stream.of(others))
                            .collect(Collectors.toUnmodifiableSet());
        }

        /** How the names of tensors of codes end. */
        String codes() {
            return codes;
        }

        /** What follows a module's path in the names of a quantized matrix's parts. */
        Set<String> suffixes() {
            return suffixes;
        }
    }

    /**
     * @param bits of a code
     * @param groupSize columns that share a scale; −1 for whole rows
     */
    record Scheme(int bits, long groupSize, boolean symmetric) {}

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    private static final String CONFIG = "config.json";

    /** Files in which AutoGPTQ and AutoAWQ keep their settings, beside or instead. */
    static final List<String> OWN_FILES = List.of("quantize_config.json", "quant_config.json");

    int bits() {
        return schemes.getFirst().bits();
    }

    long groupSize() {
        return schemes.getFirst().groupSize();
    }

    /**
     * The configuration of {@code folder}; empty where it has none, or one of a method that is not
     * read here.
     *
     * @throws MalformedCheckpointException if it is a method that is read, in a variant that is not
     */
    static Optional<QuantizationConfig> of(Path folder) throws IOException {
        Path config = folder.resolve(CONFIG);
        JsonNode node = read(config).path("quantization_config");
        if (node.isObject()) {
            return parse(config, node, node.path("quant_method").asString(""));
        }
        for (String name : OWN_FILES) {
            Path own = folder.resolve(name);
            JsonNode settings = read(own);
            if (settings.isObject()) {
                String usual = name.equals(OWN_FILES.getFirst()) ? "gptq" : "awq";
                return parse(own, settings, settings.path("quant_method").asString(usual));
            }
        }
        return Optional.empty();
    }

    private static JsonNode read(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > CheckpointLimits.MAX_CONFIG_BYTES) {
            return MAPPER.missingNode();
        }
        try {
            return MAPPER.readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            // The container's reader refuses a broken config.json with the place.
            return MAPPER.missingNode();
        }
    }

    private static Optional<QuantizationConfig> parse(Path file, JsonNode node, String method)
            throws MalformedCheckpointException {
        return switch (method) {
            case "compressed-tensors" -> compressed(file, node);
            case "gptq" -> Optional.of(gptq(file, node));
            case "awq" -> Optional.of(awq(file, node));
            default -> Optional.empty();
        };
    }

    private static Optional<QuantizationConfig> compressed(Path file, JsonNode node)
            throws MalformedCheckpointException {
        List<Scheme> schemes = new ArrayList<>();
        for (JsonNode group : node.path("config_groups")) {
            String format = group.path("format").asString(node.path("format").asString(""));
            JsonNode weights = group.path("weights");
            if (!format.equals("pack-quantized")) {
                throw unsupported(
                        file,
                        "compressed-tensors in the format \""
                                + MalformedCheckpointException.printable(format)
                                + "\"; only pack-quantized is read");
            }
            schemes.add(
                    new Scheme(
                            bits(file, weights.path("num_bits")),
                            weights.path("group_size").asLong(-1),
                            weights.path("symmetric").asBoolean(true)));
        }
        return schemes.isEmpty()
                ? Optional.empty()
                : Optional.of(new QuantizationConfig(Method.COMPRESSED_TENSORS, schemes, true));
    }

    private static QuantizationConfig gptq(Path file, JsonNode node)
            throws MalformedCheckpointException {
        String format = node.path("checkpoint_format").asString("gptq");
        if (!format.equals("gptq") && !format.equals("gptq_v2")) {
            throw unsupported(
                    file,
                    "GPTQ in the format \""
                            + MalformedCheckpointException.printable(format)
                            + "\"; only gptq and gptq_v2 are read");
        }
        Scheme scheme =
                new Scheme(
                        bits(file, node.path("bits")),
                        node.path("group_size").asLong(-1),
                        node.path("sym").asBoolean(true));
        return new QuantizationConfig(Method.GPTQ, List.of(scheme), format.equals("gptq_v2"));
    }

    private static QuantizationConfig awq(Path file, JsonNode node)
            throws MalformedCheckpointException {
        // AutoAWQ's own file calls them w_bit and q_group_size.
        long bits = node.path("bits").asLong(node.path("w_bit").asLong(4));
        long group = node.path("group_size").asLong(node.path("q_group_size").asLong(-1));
        String version = node.path("version").asString("gemm");
        if (bits != 4 || !version.equalsIgnoreCase("gemm")) {
            throw unsupported(
                    file,
                    "AWQ of "
                            + bits
                            + " bits in the version \""
                            + MalformedCheckpointException.printable(version)
                            + "\"; only gemm with 4 bits is read");
        }
        Scheme scheme = new Scheme(4, group, false);
        return new QuantizationConfig(Method.AWQ, List.of(scheme), true);
    }

    private static int bits(Path file, JsonNode node) throws MalformedCheckpointException {
        int bits = node.asInt(0);
        if (bits < 2 || bits > 8) {
            throw unsupported(file, "quantized to " + bits + " bits; 2 to 8 are read");
        }
        return bits;
    }

    private static MalformedCheckpointException unsupported(Path file, String what) {
        return new MalformedCheckpointException(
                Reason.UNSUPPORTED_QUANTIZATION, file, OptionalLong.empty(), "", "a model " + what);
    }
}
