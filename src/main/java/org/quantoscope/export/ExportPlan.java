package org.quantoscope.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an export will do, tensor by tensor, and why it may not: complete before anything is
 * written.
 *
 * @param options what was asked for
 * @param source name of the model
 * @param tensors in the order of the source
 * @param companionFiles carried along, relative to the model's folder
 * @param bytesBefore of all weights in the source
 * @param bytesAfter forecast of all weights in the target
 * @param freeBytes on the target's disk, or −1 where it could not be asked
 * @param refusals why the export cannot be done, one line each; empty if it can
 * @param warnings what the user should know all the same, one line each
 * @param files how the target's files are made up
 */
public record ExportPlan(
        ExportOptions options,
        String source,
        List<PlannedTensor> tensors,
        List<String> companionFiles,
        long bytesBefore,
        long bytesAfter,
        long freeBytes,
        List<String> refusals,
        List<String> warnings,
        TargetFiles files) {

    public ExportPlan {
        tensors = List.copyOf(tensors);
        companionFiles = List.copyOf(companionFiles);
        refusals = List.copyOf(refusals);
        warnings = List.copyOf(warnings);
    }

    public Path target() {
        return options.target();
    }

    public boolean isRefused() {
        return !refusals.isEmpty();
    }

    public long quantizedCount() {
        return tensors.stream().filter(PlannedTensor::isQuantized).count();
    }

    /** The same plan, not to be carried out for more reasons. */
    public ExportPlan withRefusals(List<String> more) {
        return withFindings(tensors, more, List.of());
    }

    /** The same plan after a look at the weights. */
    ExportPlan withFindings(
            List<PlannedTensor> seen, List<String> moreRefusals, List<String> moreWarnings) {
        List<String> all = new ArrayList<>(refusals);
        all.addAll(moreRefusals);
        List<String> notes = new ArrayList<>(warnings);
        notes.addAll(moreWarnings);
        return new ExportPlan(
                options,
                source,
                seen,
                companionFiles,
                bytesBefore,
                bytesAfter,
                freeBytes,
                all,
                notes,
                files);
    }

    /** Weights in all tensors of the source. */
    public long weightCount() {
        return tensors.stream().mapToLong(tensor -> tensor.tensor().elementCount()).sum();
    }
}
