package org.quantoscope.ui.model;

import org.quantoscope.app.Formats;
import org.quantoscope.checkpoint.CheckpointOpener;
import org.quantoscope.kernel.KernelProvider;
import org.quantoscope.quant.BitWidth;
import org.quantoscope.quant.Preset;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.WorkerPool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;

/** A checkpoint and the real workers of the window, without a window. */
final class OpenModel implements AutoCloseable {
    static final Path SAMPLE = Path.of("samples/stories260k");

    static final Recipe RECIPE = Recipe.of("test", Preset.ADPQ_COMPACT.at(new BitWidth(4)));

    /** Two matrices of a block in {@link #writeTwoMatrices}; the second holds a NaN. */
    static final String GOOD = "model.layers.0.self_attn.q_proj.weight";

    static final String BAD = "model.layers.0.self_attn.k_proj.weight";

    final ScreenQueue screen = new ScreenQueue();
    final Workers workers = new Workers(screen, KernelProvider.choose(), new WorkerPool(2));

    CheckpointOpener opener() {
        return Formats.opener();
    }

    CheckpointSession open(Path path) throws IOException {
        return new CheckpointSession(opener().open(path), workers.analyzer());
    }

    static TensorInfo tensor(CheckpointSession session, String name) {
        return session.tensors().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Waits until everything handed to a worker before has ended; the screen has not seen it yet.
     */
    static void drain(ExecutorService worker) throws InterruptedException, ExecutionException {
        worker.submit(() -> {}).get();
    }

    /** Writes a file of two 2 × 64 matrices, one of which cannot be quantized. */
    static Path writeTwoMatrices(Path folder) throws IOException {
        String header =
                """
                {"%s":{"dtype":"F32","shape":[2,64],"data_offsets":[0,512]},\
                "%s":{"dtype":"F32","shape":[2,64],"data_offsets":[512,1024]}}\
                """
                        .formatted(GOOD, BAD);
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file =
                ByteBuffer.allocate(8 + text.length + 1024).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(text.length).put(text);
        for (int i = 0; i < 256; i++) {
            file.putFloat(i == 200 ? Float.NaN : (float) Math.sin(i));
        }
        return Files.write(folder.resolve("two.safetensors"), file.array());
    }

    @Override
    public void close() {
        workers.close();
    }
}
