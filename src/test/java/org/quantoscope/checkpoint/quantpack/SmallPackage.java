package org.quantoscope.checkpoint.quantpack;

import org.quantoscope.checkpoint.safetensors.SafetensorsWriter;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.PlacesEncoding;
import org.quantoscope.quant.Preset;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A valid package of one 4×64 tensor {@code w} with three salient weights, and every lie a test
 * wants to tell about it.
 */
final class SmallPackage {
    private final PackedTensor tensor;
    private final Map<PackedStream, byte[]> arrays = new EnumMap<>(PackedStream.class);
    private UnaryOperator<String> description = text -> text;
    private String version = PackageMetadata.VERSION;
    private boolean hasPlainTwin;

    private SmallPackage(PackedTensor tensor) {
        this.tensor = tensor;
        tensor.streamBytes()
                .forEach((stream, bytes) -> arrays.put(stream, new byte[Math.toIntExact(bytes)]));
    }

    /** Places as one bit per weight: two in row 0, one in row 2. */
    static SmallPackage withBitmap() {
        SmallPackage small = new SmallPackage(tensor(PlacesEncoding.BITMAP, 0, 0));
        byte[] bitmap = small.array(PackedStream.SALIENT_BITMAP);
        bitmap[0] = 0b101;
        bitmap[2 * 8 + 7] = (byte) 0x80;
        return small;
    }

    /** The same places as gaps 0, 1, 188, Rice-coded with k = 6: quotients 0, 0, 2. */
    static SmallPackage withRice() {
        SmallPackage small = new SmallPackage(tensor(PlacesEncoding.RICE, 6, 5));
        small.array(PackedStream.SALIENT_UNARY)[0] = 0b10011;
        // Remainders 0, 1, 60 of six bits each.
        int remainders = 1 << 6 | 60 << 12;
        for (int i = 0; i < 3; i++) {
            small.array(PackedStream.SALIENT_REMAINDERS)[i] = (byte) (remainders >>> 8 * i);
        }
        return small;
    }

    private static PackedTensor tensor(PlacesEncoding places, int k, long unaryBits) {
        return new PackedTensor(
                "w",
                DType.F32,
                Shape.of(4, 64),
                false,
                Preset.ADPQ_COMPACT.at(new BitWidth(4)),
                0.5f,
                3,
                4,
                2,
                places,
                k,
                unaryBits);
    }

    byte[] array(PackedStream stream) {
        byte[] bytes = arrays.get(stream);
        if (bytes == null) {
            throw new IllegalArgumentException("there is no " + stream);
        }
        return bytes;
    }

    /** Gives one array another length, or none for 0. */
    SmallPackage resize(PackedStream stream, int bytes) {
        if (bytes == 0) {
            arrays.remove(stream);
        } else {
            arrays.put(stream, new byte[bytes]);
        }
        return this;
    }

    /** Replaces text in the description of the tensors, which must hold it. */
    SmallPackage replace(String text, String by) {
        description =
                json -> {
                    if (!json.contains(text)) {
                        throw new IllegalArgumentException(text + " is not in " + json);
                    }
                    return json.replace(text, by);
                };
        return this;
    }

    SmallPackage ofVersion(String other) {
        version = other;
        return this;
    }

    /** Adds a tensor that is stored plainly under the same name. */
    SmallPackage withPlainTwin() {
        hasPlainTwin = true;
        return this;
    }

    Path writeTo(Path folder) throws IOException {
        Map<String, String> metadata =
                PackageMetadata.ofFile(Map.of("format", "pt"), List.of(tensor));
        metadata.computeIfPresent(
                PackageMetadata.TENSORS_KEY, (key, json) -> description.apply(json));
        metadata.put(PackageMetadata.VERSION_KEY, version);
        Path file = folder.resolve("model.safetensors");
        List<String> names = new ArrayList<>(List.of("w"));
        arrays.keySet().forEach(stream -> names.add(stream.entryName("w")));
        try (SafetensorsWriter writer =
                SafetensorsWriter.create(
                        file, SafetensorsWriter.headerCapacity(names, 2, metadata))) {
            for (Map.Entry<PackedStream, byte[]> array : arrays.entrySet()) {
                PackedStream stream = array.getKey();
                DType type = stream.dtype(tensor.spec().parameters());
                writer.begin(stream.entryName("w"), type);
                writer.write(array.getValue(), 0, array.getValue().length);
                writer.end(Shape.of(array.getValue().length * 8L / type.bits()));
            }
            if (hasPlainTwin) {
                writer.begin("w", DType.F32);
                writer.write(new byte[8], 0, 8);
                writer.end(Shape.of(2));
            }
            writer.finish(metadata);
        }
        return folder;
    }
}
