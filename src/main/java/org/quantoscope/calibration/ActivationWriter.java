package org.quantoscope.calibration;

import org.quantoscope.checkpoint.safetensors.SafetensorsWriter;
import org.quantoscope.inference.ActivationObserver;
import org.quantoscope.inference.Multiplier;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Gathers activations while a model runs and writes each layer's when it is done, so that no more
 * than a layer's are ever held: 4 bytes times the squares of its inputs' widths.
 */
final class ActivationWriter implements ActivationObserver, AutoCloseable {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Multiplier multiplier;
    private final SafetensorsWriter writer;
    private final Map<String, String> metadata;
    private final Map<String, InputSums> gathered = new LinkedHashMap<>();
    private final CRC32C crc = new CRC32C();
    private byte[] bytes = {};

    /**
     * @param matrices all that the model may read
     */
    ActivationWriter(Path file, ActivationKey key, List<TensorInfo> matrices, Multiplier multiplier)
            throws IOException {
        this.multiplier = multiplier;
        this.metadata = new TreeMap<>(key.metadata());
        metadata.put(Activations.VERSION_KEY, Activations.VERSION);
        Map<String, String> most = new TreeMap<>(metadata);
        most.put(Activations.CHECKSUM_KEY, String.valueOf(1L << 32));
        String longest =
                matrices.stream()
                        .map(TensorInfo::name)
                        .max((a, b) -> Integer.compare(a.length(), b.length()))
                        .orElse("");
        matrices.forEach(matrix -> most.put(Activations.READS + matrix.name(), longest));
        List<String> names =
                matrices.stream()
                        .flatMap(matrix ->
                                java.util.stream.Stream.of(
                                        matrix.name() + Activations.SUMS,
                                        matrix.name() + Activations.MEANS))
                        .toList();
        this.writer =
                SafetensorsWriter.create(file, SafetensorsWriter.headerCapacity(names, 1, most));
    }

    @Override
    public void observe(List<TensorInfo> matrices, float[] rows, int count) {
        TensorInfo first = matrices.getFirst();
        InputSums sums =
                gathered.computeIfAbsent(
                        first.name(),
                        name -> new InputSums(multiplier, Math.toIntExact(first.columns())));
        for (TensorInfo each : matrices) {
            metadata.put(Activations.READS + each.name(), first.name());
        }
        sums.add(rows, count);
    }

    @Override
    public void endOfLayer() {
        try {
            for (Map.Entry<String, InputSums> each : gathered.entrySet()) {
                write(each.getKey(), each.getValue());
            }
            gathered.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, InputSums sums) throws IOException {
        int width = sums.width();
        float[] row = new float[width];
        writer.begin(name + Activations.SUMS, DType.F32);
        for (int i = 0; i < width; i++) {
            for (int j = i; j < width; j++) {
                row[j - i] = sums.sum(i, j);
            }
            write(row, width - i);
        }
        writer.end(Shape.of(InputActivations.length(width)));
        for (int i = 0; i < width; i++) {
            row[i] = sums.meanAbsolute(i);
        }
        writer.begin(name + Activations.MEANS, DType.F32);
        write(row, width);
        writer.end(Shape.of(width));
    }

    private void write(float[] values, int count) throws IOException {
        bytes = bytes.length < 4 * count ? new byte[4 * count] : bytes;
        MemorySegment.copy(values, 0, MemorySegment.ofArray(bytes), FLOAT, 0, count);
        crc.update(bytes, 0, 4 * count);
        writer.write(bytes, 0, 4 * count);
    }

    /** Makes the file whole. */
    void finish() throws IOException {
        metadata.put(Activations.CHECKSUM_KEY, String.valueOf(crc.getValue()));
        writer.finish(metadata);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
