package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;

import java.io.IOException;
import java.util.List;

/**
 * A folder of safetensors: which tensors lie in which file.
 *
 * @param kind of folder
 * @param shards weight files, in order
 */
record FolderFiles(FolderKind kind, List<Shard> shards) implements TargetFiles {
    FolderFiles {
        shards = List.copyOf(shards);
    }

    /**
     * One weight file.
     *
     * @param name in the target
     * @param sources files of the source that its tensors come from
     * @param tensors in the order in which they are written
     */
    record Shard(String name, List<String> sources, List<PlannedTensor> tensors) {
        Shard {
            sources = List.copyOf(sources);
            tensors = List.copyOf(tensors);
        }
    }

    List<String> names() {
        return shards.stream().map(Shard::name).toList();
    }

    @Override
    public FolderWriter.Written write(ExportContext context, Checkpoint source, ExportPlan plan)
            throws IOException {
        return new FolderWriter(context, source, plan, this).write();
    }
}
