package org.quantoscope.export;

import org.quantoscope.kernel.Kernels;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.nio.file.Path;

/**
 * What every step of one running export needs.
 *
 * @param kernels to compute with
 * @param pool to compute on
 * @param queue writes behind the computing threads
 * @param folder unfinished folder, also of temporary files
 * @param cancellation asked every few rows
 * @param counter progress in bytes of the source
 */
record ExportContext(
        Kernels kernels,
        WorkerPool pool,
        WriteQueue queue,
        Path folder,
        Cancellation cancellation,
        WorkerPool.Counter counter) {}
