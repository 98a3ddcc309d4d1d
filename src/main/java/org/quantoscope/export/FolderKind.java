package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.CheckpointFormat;
import org.quantoscope.recipe.Recipe;
import org.quantoscope.tensor.TensorInfo;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What sets one kind of safetensors folder apart from the others: what tensors become in it, what
 * its readers refuse, and what lies beside the weights.
 *
 * <p>Planning, sharding, streaming, verifying and moving into place are the same for all.
 * Immutable.
 */
interface FolderKind {
    /** The model that is written. */
    Checkpoint source();

    /** What becomes of a tensor, by what is known of it alone. */
    PlannedTensor plan(TensorInfo tensor, Recipe.Decision decision);

    /** The same after a look at all tensors together. */
    default List<PlannedTensor> reviewed(List<PlannedTensor> tensors) {
        return tensors;
    }

    /** Reasons against the export, apart from tensors that are refused. */
    List<String> refusals(List<PlannedTensor> tensors);

    List<String> warnings(List<PlannedTensor> tensors);

    /** Of the files beside the source's weights, those that are carried along. */
    default List<String> companions(List<String> files) {
        return files;
    }

    /**
     * Bytes that suffice for the header of a weight file, whatever the weights turn out to need.
     *
     * @param provenance what the header says in any case
     */
    long headerBytes(List<PlannedTensor> tensors, Map<String, String> provenance);

    /** Starts the packed tensors of one weight file. */
    PackedShard open(ExportContext context, ShardFile shard);

    /** The source's {@code config.json} as this folder needs it. */
    byte[] config(byte[] config, ExportPlan plan) throws IOException;

    /**
     * Files that no source has, by name.
     *
     * @param sourceSha256 of the source's weight files, by file
     * @param shards after everything was written
     */
    default Map<String, byte[]> ownFiles(
            ExportPlan plan, Map<String, String> sourceSha256, List<PackedShard> shards) {
        return Map.of();
    }

    /**
     * The reader by which packed tensors are proved to restore what was computed; empty where the
     * folder has none.
     */
    Optional<CheckpointFormat> reader(CheckpointFormat container);
}
