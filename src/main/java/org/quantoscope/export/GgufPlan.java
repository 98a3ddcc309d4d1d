package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.gguf.GgmlType;
import org.quantoscope.checkpoint.gguf.GgufModel;
import org.quantoscope.checkpoint.gguf.GgufWriter;
import org.quantoscope.checkpoint.gguf.RowOrder;

import java.io.IOException;
import java.util.List;

/**
 * How a GGUF export is made up: what its header says, and its tensors in their files.
 *
 * @param model metadata, and vectors that are computed
 * @param parts tensors of each file, in order
 * @param mostType type of most weights
 */
record GgufPlan(GgufModel model, List<List<Target>> parts, GgmlType mostType)
        implements TargetFiles {
    @Override
    public FolderWriter.Written write(ExportContext context, Checkpoint source, ExportPlan plan)
            throws IOException {
        return new GgufExport(context, source, plan, this).write();
    }

    /**
     * One tensor of the file.
     *
     * @param planned what becomes it
     * @param order of its rows in the file
     * @param copied whether the source's bytes are taken as they are
     */
    record Target(PlannedTensor planned, GgufWriter.Entry entry, RowOrder order, boolean copied) {}
}
