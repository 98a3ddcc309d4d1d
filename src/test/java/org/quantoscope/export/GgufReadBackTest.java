package org.quantoscope.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quantoscope.checkpoint.gguf.GgmlType;
import org.quantoscope.checkpoint.gguf.GgufWriter;
import org.quantoscope.tensor.Shape;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.Progress;
import org.quantoscope.work.WorkerPool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a file holds is held against what was handed to it, while it is being written. */
class GgufReadBackTest {
    private static final byte[] DATA = {1, 2, 3, 4, 5, 6, 7, 8};

    @TempDir private Path temp;
    private final WorkerPool pool = new WorkerPool(1);
    private final WriteQueue queue = new WriteQueue();

    @AfterEach
    void stop() {
        queue.close();
        pool.close();
    }

    private ExportContext context() {
        return new ExportContext(
                Models.KERNELS,
                pool,
                queue,
                temp,
                new Spools(temp),
                new ConcurrentLinkedQueue<>(),
                Cancellation.none(),
                new WorkerPool.Counter(1, Progress.SILENT));
    }

    private GgufPart part() throws IOException {
        return new GgufPart(
                temp.resolve("a.gguf"),
                Map.of(),
                List.of(
                        new GgufWriter.Entry("v", Shape.of(2), GgmlType.F32),
                        new GgufWriter.Entry("w", Shape.of(2), GgmlType.F32)));
    }

    private static void write(GgufPart part, int index) throws IOException {
        GgufPart.Tensor tensor = part.open(index, 2);
        byte[] second = {5, 6, 7, 8};
        tensor.write(1, 4, second, 4);
        tensor.write(0, 0, DATA, 4);
        tensor.end();
    }

    @Test
    void digestsWhatSha256OfTheFinishedFileIs() throws IOException {
        try (GgufPart part = part();
                GgufReadBack back =
                        new GgufReadBack(
                                context(), List.of(part), i -> part.writeHeader(Map.of()), 1)) {
            write(part, 0);
            write(part, 1);
            assertThat(back.sha256())
                    .containsExactly(FileDigest.sha256(part.file(), Cancellation.none()));
        }
    }

    @Test
    void refusesAFileThatHoldsAnotherByte() throws IOException {
        try (GgufPart part = part()) {
            write(part, 0);
            write(part, 1);
            try (RandomAccessFile file = new RandomAccessFile(part.file().toFile(), "rw")) {
                file.seek(part.begin(1) + 5);
                file.write(66);
            }
            try (GgufReadBack back =
                    new GgufReadBack(
                            context(), List.of(part), i -> part.writeHeader(Map.of()), 1)) {
                assertThatThrownBy(back::sha256)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("w differs from what was written");
            }
        }
    }

    @Test
    void goesAwayWhenATensorWillNeverCome() throws IOException {
        try (GgufPart part = part();
                GgufReadBack back =
                        new GgufReadBack(
                                context(), List.of(part), i -> part.writeHeader(Map.of()), 1)) {
            write(part, 0);
            part.giveUp();
            assertThatThrownBy(back::sha256).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void aTensorWithoutAllItsBytesDoesNotEnd() throws IOException {
        try (GgufPart part = part()) {
            GgufPart.Tensor tensor = part.open(0, 1);
            tensor.write(0, 0, DATA, 4);
            assertThatThrownBy(tensor::end)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("4 bytes instead of 8");
        }
    }
}
