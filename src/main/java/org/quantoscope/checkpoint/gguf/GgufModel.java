package org.quantoscope.checkpoint.gguf;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.tensor.TensorInfo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a GGUF file of a model has to say besides its weights: metadata, the tensors' names and
 * orders of rows, and why llama.cpp would not load it.
 *
 * <p>Of a GGUF source everything is carried; of a Hugging Face folder it is made from config.json
 * and the tokenizer's files. Values carried are valid while the source is open.
 *
 * @param metadata without what depends on the types of the tensors and on the export
 * @param places by the source's tensor
 * @param computed tensors that no source tensor becomes
 * @param refusals why there can be no such file, one line each
 * @param notes what was supposed or left out, one line each
 */
public record GgufModel(
        Map<String, GgufValue> metadata,
        Map<String, Place> places,
        List<Computed> computed,
        List<String> refusals,
        List<String> notes) {

    private static final String FILE_TYPE = "general.file_type";
    private static final String QUANTIZATION_VERSION = "general.quantization_version";

    /** GGML_QNT_VERSION. */
    private static final int CURRENT_QUANTIZATION_VERSION = 2;

    /**
     * Where a tensor goes.
     *
     * @param name in the file
     * @param order of its rows in the file
     * @param omitted why the file does without it; empty if it is there
     */
    public record Place(String name, RowOrder order, String omitted) {}

    /** A vector that llama.cpp wants and the source has only as a rule. */
    public record Computed(String name, List<Float> values) {}

    /** Whether llama.cpp can turn texts into tokens with such a file. */
    public boolean hasTokenizer() {
        return metadata.containsKey("tokenizer.ggml.tokens");
    }

    /** Reads what lies beside the weights, or the header of a GGUF file. */
    public static GgufModel of(Checkpoint source) {
        return source instanceof GgufCheckpoint gguf
                ? carried(gguf)
                : new HuggingFaceModel(source).model();
    }

    private static GgufModel carried(GgufCheckpoint source) {
        Map<String, GgufValue> metadata = new LinkedHashMap<>();
        source.header()
                .metadata()
                .forEach((key, value) -> {
                    boolean ours = key.startsWith("quantoscope.");
                    if (!key.startsWith("split.") && !key.equals("general.alignment") && !ours) {
                        metadata.put(key, value);
                    }
                });
        Map<String, Place> places = new LinkedHashMap<>();
        for (TensorInfo tensor : source.tensors()) {
            RowOrder order = RowOrder.of(source.header(), tensor.name(), tensor.shape());
            places.put(tensor.name(), new Place(tensor.name(), order, ""));
        }
        return new GgufModel(metadata, places, List.of(), List.of(), List.of());
    }

    /**
     * All metadata of a file.
     *
     * @param most type of most weights, which names the file's type
     * @param more texts of our own, by key
     */
    public Map<String, GgufValue> metadata(GgmlType most, Map<String, String> more) {
        Map<String, GgufValue> all = new LinkedHashMap<>(metadata);
        OptionalInt fileType = fileType(most);
        if (fileType.isPresent()) {
            all.put(FILE_TYPE, GgufValues.u32(fileType.getAsInt()));
        }
        all.put(QUANTIZATION_VERSION, GgufValues.u32(CURRENT_QUANTIZATION_VERSION));
        more.forEach((key, value) -> all.put(key, GgufValues.text(value)));
        return all;
    }

    /**
     * The metadata of one part of a split model: the first holds everything.
     *
     * @param whole of the model
     * @param number from 0
     */
    public static Map<String, GgufValue> ofPart(
            Map<String, GgufValue> whole, int number, int count, int tensors) {
        Map<String, GgufValue> part = new LinkedHashMap<>(number == 0 ? whole : Map.of());
        part.put("split.no", GgufValues.u16(number));
        part.put("split.count", GgufValues.u16(count));
        part.put("split.tensors.count", GgufValues.i32(tensors));
        return part;
    }

    /** llama_ftype; that of a carried type stays the source's. */
    private static OptionalInt fileType(GgmlType type) {
        return switch (type) {
            case F32 -> OptionalInt.of(0);
            case F16 -> OptionalInt.of(1);
            case Q4_0 -> OptionalInt.of(2);
            case Q4_1 -> OptionalInt.of(3);
            case Q8_0 -> OptionalInt.of(7);
            case Q5_0 -> OptionalInt.of(8);
            case Q5_1 -> OptionalInt.of(9);
            case BF16 -> OptionalInt.of(32);
            default -> OptionalInt.empty();
        };
    }
}
