package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.SourceReference;
import org.quantoscope.report.Figures;
import org.quantoscope.tensor.PrintableText;
import org.quantoscope.tensor.TensorInfo;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.TreeMap;

/** {@code inspect}: what a checkpoint holds, by its headers alone. */
@Command(
        name = "inspect",
        sortOptions = false,
        customSynopsis = "quantoscope inspect PATH [--json FILE|-]",
        description = "List the tensors of a checkpoint: name, type, shape, role, layer, bytes.",
        footer = {
            "",
            "Examples:",
            "  quantoscope inspect samples/stories260k",
            "  quantoscope inspect model.safetensors.index.json --json - | jq '.tensors[0]'"
        })
final class InspectCommand extends CheckpointCommand {
    @Option(
            names = "--json",
            paramLabel = "FILE|-",
            description = "write the list as JSON, to standard output for -")
    private @Nullable String json;

    InspectCommand(Parts parts, Interruption interruption) {
        super(parts, interruption);
    }

    @Override
    Results results() {
        return new Results().and("--json", json);
    }

    @Override
    boolean printsNotes() {
        return true;
    }

    @Override
    int run(Checkpoint checkpoint) throws IOException {
        if (json != null) {
            JsonTarget target = new JsonTarget(json);
            target.write(out(), generator -> CheckpointJson.write(generator, checkpoint));
            if (target.isStandardOutput()) {
                return 0;
            }
        }
        print(checkpoint, out());
        return 0;
    }

    private static void print(Checkpoint checkpoint, PrintWriter out) {
        Table table = new Table("tensor", "type", ">shape", "role", ">layer", ">weights", ">size");
        TreeMap<String, long[]> byType = new TreeMap<>();
        long weights = 0;
        long bytes = 0;
        for (TensorInfo tensor : checkpoint.tensors()) {
            table.row(
                    tensor.name(),
                    tensor.encoding(),
                    tensor.shape() + (tensor.transposed() ? " (in×out)" : ""),
                    tensor.role().key(),
                    tensor.layer().isPresent() ? tensor.layer().getAsInt() : "",
                    Figures.count(tensor.elementCount()),
                    Figures.bytes(tensor.byteCount()));
            weights += tensor.elementCount();
            bytes += tensor.byteCount();
            byType.computeIfAbsent(tensor.encoding(), type -> new long[1])[0] +=
                    tensor.elementCount();
        }
        out.println(CheckpointJson.title(checkpoint));
        out.println();
        table.print(out);
        out.println();
        out.printf(
                "%s %s, %s weights, %s%n",
                Figures.count(checkpoint.tensors().size()),
                checkpoint.tensors().size() == 1 ? "tensor" : "tensors",
                Figures.count(weights),
                Figures.bytes(bytes));
        byType.forEach(
                (type, count) -> out.printf("  %-8s %s weights%n", type, Figures.count(count[0])));
        checkpoint.notes().forEach(note -> out.println("note: " + PrintableText.escaped(note)));
        SourceReference.of(checkpoint)
                .ifPresent(reference ->
                        out.println(
                                "reference  "
                                        + MalformedCheckpointException.printable(reference)
                                        + ": figures are against these values, not against the"
                                        + " weights before"));
        out.flush();
    }
}
