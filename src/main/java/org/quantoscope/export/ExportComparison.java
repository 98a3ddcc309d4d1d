package org.quantoscope.export;

import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.CheckpointFormat;
import org.quantoscope.checkpoint.gguf.GgufCheckpoint;
import org.quantoscope.checkpoint.gguf.GgufFormat;
import org.quantoscope.checkpoint.safetensors.SafetensorsFormat;
import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.work.Cancellation;
import org.quantoscope.work.WorkerPool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares an export with one that was computed again: arrays, metadata, then whole files. */
final class ExportComparison {
    private final WorkerPool pool;
    private final ExportChecker.Findings findings;
    private final Set<String> faultyFiles = new HashSet<>();

    ExportComparison(WorkerPool pool, ExportChecker.Findings findings) {
        this.pool = pool;
        this.findings = findings;
    }

    /**
     * @param again file or folder of what was computed again
     */
    void compare(Checkpoint out, Path again, Cancellation cancellation) throws IOException {
        CheckpointFormat container =
                out instanceof GgufCheckpoint ? new GgufFormat() : new SafetensorsFormat();
        try (Checkpoint found = container.open(out.source());
                Checkpoint expected = container.open(again)) {
            compareArrays(found, expected, cancellation);
            compareMetadata(found, expected);
            if (Files.isDirectory(again)) {
                compareFiles(found.folder(), again, cancellation);
            } else {
                compareFile(out.source(), again);
            }
        }
    }

    private void compareArrays(Checkpoint found, Checkpoint expected, Cancellation cancellation) {
        Map<String, TensorInfo> left = new LinkedHashMap<>();
        found.tensors().forEach(tensor -> left.put(tensor.name(), tensor));
        List<TensorInfo> wanted = expected.tensors();
        List<TensorInfo> there = new ArrayList<>();
        for (TensorInfo tensor : wanted) {
            there.add(left.getOrDefault(tensor.name(), tensor));
        }
        String[] faults = new String[wanted.size()];
        pool.forEach(
                wanted.size(),
                cancellation,
                i -> {
                    TensorInfo tensor = wanted.get(i);
                    faults[i] =
                            left.containsKey(tensor.name())
                                    ? difference(found, there.get(i), expected, tensor)
                                    : "is missing";
                });
        long same = 0;
        for (int i = 0; i < faults.length; i++) {
            if (faults[i].isEmpty()) {
                same++;
            } else {
                findings.addFault(wanted.get(i).name() + ": " + faults[i]);
                faultyFiles.add(there.get(i).file());
            }
            left.remove(wanted.get(i).name());
        }
        left.values()
                .forEach(tensor -> {
                    findings.addFault(
                            tensor.name() + ": is not what the recipe makes of the source");
                    faultyFiles.add(tensor.file());
                });
        findings.passed.add(
                same + " of " + faults.length + " arrays have the bytes that were computed again");
    }

    private static String difference(
            Checkpoint found, TensorInfo tensor, Checkpoint expected, TensorInfo wanted) {
        if (!tensor.encoding().equals(wanted.encoding())
                || !tensor.shape().equals(wanted.shape())) {
            return "is "
                    + tensor.encoding()
                    + " "
                    + tensor.shape()
                    + ", computed again "
                    + wanted.encoding()
                    + " "
                    + wanted.shape();
        }
        long at = found.bytes(tensor).mismatch(expected.bytes(wanted));
        if (at < 0) {
            return "";
        }
        long rowBytes = Math.max(1, tensor.byteCount() / Math.max(1, tensor.rows()));
        return "differs from what was computed again, first in row "
                + at / rowBytes
                + ", byte "
                + at
                + " of "
                + tensor.byteCount();
    }

    private void compareMetadata(Checkpoint found, Checkpoint expected) {
        boolean several = Files.isDirectory(found.source());
        expected.metadata()
                .forEach((file, wanted) -> {
                    Map<String, String> metadata = found.metadata().getOrDefault(file, Map.of());
                    Set<String> keys = new TreeSet<>(wanted.keySet());
                    keys.addAll(metadata.keySet());
                    for (String key : keys) {
                        String value = metadata.get(key);
                        if (value == null || !value.equals(wanted.get(key))) {
                            findings.addFault(
                                    (several ? file + ": " : "")
                                            + "metadata "
                                            + key
                                            + (value == null
                                                    ? " are missing"
                                                    : wanted.containsKey(key)
                                                            ? " differ from what was computed again"
                                                            : " are not of the export"));
                            faultyFiles.add(file);
                        }
                    }
                });
    }

    private void compareFiles(Path found, Path again, Cancellation cancellation)
            throws IOException {
        Set<String> extra = new TreeSet<>(ExportChecker.visibleFiles(found));
        for (String file : ExportChecker.visibleFiles(again)) {
            cancellation.check();
            if (!extra.remove(file)) {
                findings.addFault(file + ": is missing");
            } else {
                compareFile(found.resolve(file), again.resolve(file));
            }
        }
        extra.forEach(file -> findings.unchecked.add(file + ": no export writes it"));
    }

    /** Says that a file differs, where nothing in it was named before. */
    private void compareFile(Path found, Path again) throws IOException {
        String file = String.valueOf(found.getFileName());
        long at = faultyFiles.contains(file) ? -1 : Files.mismatch(found, again);
        if (at >= 0) {
            findings.addFault(
                    file + ": differs from what was computed again from byte " + at + " on");
        }
    }
}
