package org.quantoscope.export;

import org.quantoscope.app.Formats;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.CheckpointOpener;
import org.quantoscope.checkpoint.safetensors.SafetensorsWriter;
import org.quantoscope.kernel.KernelProvider;
import org.quantoscope.kernel.Kernels;
import org.quantoscope.quant.QuantizationSpec;
import org.quantoscope.quant.RowReader;
import org.quantoscope.quant.TensorSpec;
import org.quantoscope.recipe.LayerSelector;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.Rule;
import org.quantoscope.tensor.DType;
import org.quantoscope.tensor.Shape;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorView;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Small models and shorthand for the tests of exports. */
final class Models {
    static final Path STORIES = Path.of("samples", "stories260k");
    static final Kernels KERNELS = KernelProvider.choose().kernels();
    static final CheckpointOpener OPENER = Formats.opener();

    private Models() {}

    /**
     * A tensor to be written.
     *
     * @param values little-endian bytes are made of these according to {@code dtype}
     */
    record Source(String name, DType dtype, Shape shape, float[] values) {}

    /** Heavy-tailed values, some of them equal, some zero, rounded to {@code dtype}. */
    static Source random(String name, DType dtype, long seed, long... sizes) {
        Shape shape = Shape.of(sizes);
        float[] values = new float[Math.toIntExact(shape.elementCount())];
        Random random = new Random(seed);
        for (int i = 0; i < values.length; i++) {
            double x = random.nextGaussian() * 0.02;
            values[i] = (float) (random.nextInt(50) == 0 ? 8 * x : random.nextInt(40) == 0 ? 0 : x);
        }
        return new Source(name, dtype, shape, values);
    }

    static void write(Path file, Map<String, String> metadata, Source... tensors)
            throws IOException {
        List<String> names = Stream.of(tensors).map(Source::name).toList();
        try (SafetensorsWriter writer =
                SafetensorsWriter.create(
                        file, SafetensorsWriter.headerCapacity(names, 4, metadata))) {
            for (Source tensor : tensors) {
                writer.begin(tensor.name(), tensor.dtype());
                writer.write(MemorySegment.ofArray(bytes(tensor)));
                writer.end(tensor.shape());
            }
            writer.finish(metadata);
        }
    }

    private static byte[] bytes(Source tensor) {
        int width = tensor.dtype().bits() / 8;
        byte[] bytes = new byte[tensor.values().length * width];
        MemorySegment segment = MemorySegment.ofArray(bytes);
        for (int i = 0; i < tensor.values().length; i++) {
            float value = tensor.values()[i];
            switch (tensor.dtype()) {
                case F32 -> segment.set(ValueLayout.JAVA_FLOAT_UNALIGNED, 4L * i, value);
                case F16 ->
                        segment.set(
                                ValueLayout.JAVA_SHORT_UNALIGNED,
                                2L * i,
                                Float.floatToFloat16(value));
                case BF16 ->
                        segment.set(
                                ValueLayout.JAVA_SHORT_UNALIGNED,
                                2L * i,
                                (short) (Float.floatToRawIntBits(value) >>> 16));
                default -> bytes[i * width] = (byte) value;
            }
        }
        return bytes;
    }

    /** A model folder with one weight file. */
    static Path folder(Path folder, Source... tensors) throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve("model.safetensors"));
        write(folder.resolve("model.safetensors"), Map.of("format", "pt"), tensors);
        return folder;
    }

    /** A recipe that quantizes every tensor whose name starts with {@code block}. */
    static Recipe everyBlock(QuantizationSpec spec) {
        return new Recipe("test", spec, List.of(new Rule(LayerSelector.glob("block*"), spec)));
    }

    /** A recipe that keeps every tensor. */
    static Recipe keepAll(QuantizationSpec unused) {
        return new Recipe(
                "keep", unused, List.of(new Rule(LayerSelector.glob("*"), TensorSpec.KEEP)));
    }

    static ExportReceipt export(
            Checkpoint source, Recipe recipe, ExportFormat format, DType dtype, Path target)
            throws IOException {
        return export(source, recipe, format, dtype, target, 2);
    }

    static ExportReceipt export(
            Checkpoint source,
            Recipe recipe,
            ExportFormat format,
            DType dtype,
            Path target,
            int threads)
            throws IOException {
        ExportPlan plan =
                ExportPlanner.plan(
                        source, new ExportOptions(recipe, format, dtype, target, "0.1-test"));
        try (WorkerPool pool = new WorkerPool(threads)) {
            return new ExportJob(KERNELS, pool)
                    .run(source, plan, Cancellation.none(), Progress.SILENT);
        }
    }

    /** All values of a tensor, rows [out]. */
    static float[] values(TensorView view) {
        RowReader reader = new RowReader(view, KERNELS);
        float[] values = new float[Math.toIntExact(view.info().elementCount())];
        float[] row = new float[reader.columns()];
        for (int r = 0; r < reader.rows(); r++) {
            reader.read(r, 1, row);
            System.arraycopy(row, 0, values, r * row.length, row.length);
        }
        return values;
    }

    static TensorInfo tensor(Checkpoint checkpoint, String name) {
        return checkpoint.tensors().stream()
                .filter(info -> info.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is missing"));
    }

    /** The bytes of every file below a folder, by relative name. */
    static Map<String, byte[]> contents(Path folder) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> {
                        try {
                            contents.put(
                                    folder.relativize(file).toString(), Files.readAllBytes(file));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
        return contents;
    }

    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }
}
