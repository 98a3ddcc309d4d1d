package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;

import java.io.IOException;

/**
 * How the files of an export are made up: what only one kind of target knows of a plan.
 *
 * <p>Planned with the rest of the plan, before anything is written.
 */
sealed interface TargetFiles permits FolderFiles, GgufPlan {
    /** Writes and verifies every file in the unfinished folder. */
    FolderWriter.Written write(ExportContext context, Checkpoint source, ExportPlan plan)
            throws IOException;
}
