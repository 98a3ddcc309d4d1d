package org.quantoscope.cli;

import org.quantoscope.inference.Multiplier;
import org.quantoscope.kernel.KernelProvider;
import org.quantoscope.kernel.PackedMatrix;
import org.quantoscope.kernel.PackedRows;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Random;

/** {@code bench gemm}: the matrix product of the forward pass. */
@Command(
        name = "gemm",
        description = "Multiply activations [tokens, in] by weights [out, in], float32.",
        footer = {
            "",
            "Examples:",
            "  quantoscope bench gemm",
            "  quantoscope bench gemm 576x1536 --tokens 4096"
        })
final class BenchGemm extends BenchRun {
    @Parameters(arity = "0..*", paramLabel = "OUTxIN", description = "shapes of weights")
    private List<String> shapes = List.of("5632x2048", "2048x5632", "2048x2048", "1536x576");

    @Option(names = "--tokens", paramLabel = "N", description = "rows of activations")
    private int tokens = 512;

    @Override
    String title() {
        return "Activations of " + tokens + " tokens times weights, float32";
    }

    @Override
    String unit() {
        return BenchFigures.OPERATIONS;
    }

    @Override
    void measure(BenchFigures figures, KernelProvider.Choice choice, WorkerPool pool, int repeat) {
        if (tokens < 1 || tokens > 1 << 20) {
            throw usage("--tokens must be from 1 to 1048576, was " + tokens);
        }
        Multiplier multiplier = new Multiplier(choice.forward(), pool, Cancellation.none());
        for (String shape : shapes) {
            long[] size = size(shape);
            if (size[0] * size[1] > 1L << 28 || tokens * Math.max(size[0], size[1]) > 1L << 30) {
                throw usage(shape + " with " + tokens + " tokens is too large to hold as float32");
            }
            measure(figures, multiplier, repeat, (int) size[0], (int) size[1]);
        }
    }

    private void measure(
            BenchFigures figures, Multiplier multiplier, int repeat, int columns, int depth) {
        float[] activations = values(tokens * depth);
        float[] weights = values(columns * depth);
        PackedRows left = new PackedRows(tokens, depth);
        PackedMatrix right = new PackedMatrix(columns, depth);
        float[] result = new float[tokens * columns];
        String name = columns + "×" + depth;
        long operations = 2L * tokens * columns * depth;
        Runnable pack =
                () -> {
                    multiplier.pack(activations, left);
                    multiplier.pack(weights, 0, right);
                };
        pack.run();
        figures.time(
                name + ", packed sides",
                operations,
                repeat,
                i -> multiplier.multiply(left, right, result, 0, columns));
        figures.time(
                name + ", packing included",
                operations,
                repeat,
                i -> {
                    pack.run();
                    multiplier.multiply(left, right, result, 0, columns);
                });
    }

    private static float[] values(int count) {
        Random random = new Random(count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }
}
