package org.quantoscope.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code demo}: the whole job on the sample, headless. */
@Command(
        name = "demo",
        sortOptions = false,
        customSynopsis = "quantoscope demo -o DIR",
        description =
                "Tour of the bundled sample without a window: report, charts, pictures of the window,"
                        + " recipe, exported models.",
        footer = {"", "Example:", "  quantoscope demo -o tour"})
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields before call()
final class DemoCommand implements Callable<Integer> {
    private final Parts parts;
    private final Interruption interruption;

    @Spec private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "folder for everything; an earlier demo in it is replaced")
    private Path folder;

    DemoCommand(Parts parts, Interruption interruption) {
        this.parts = parts;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws IOException {
        interruption.jobStarts();
        new Tour(
                        parts,
                        DemoFolder.prepare(folder),
                        spec.commandLine().getOut(),
                        interruption.cancellation())
                .run();
        return 0;
    }
}
