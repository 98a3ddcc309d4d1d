package org.quantoscope.export;

import org.quantoscope.kernel.Kernels;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.nio.file.Path;
import java.util.Queue;

/**
 * What every step of one running export needs.
 *
 * @param kernels to compute with
 * @param pool to compute on
 * @param queue writes behind the computing threads
 * @param folder unfinished folder
 * @param spools for what has to wait for its turn in a file
 * @param rows packed rows to use again
 * @param cancellation asked every few rows
 * @param counter progress in bytes of the source
 */
record ExportContext(
        Kernels kernels,
        WorkerPool pool,
        WriteQueue queue,
        Path folder,
        Spools spools,
        Queue<PackedRows> rows,
        Cancellation cancellation,
        WorkerPool.Counter counter) {}
