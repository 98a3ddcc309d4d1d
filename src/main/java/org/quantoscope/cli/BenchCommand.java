package org.quantoscope.cli;

import org.quantoscope.checkpoint.CheckpointOpener;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** {@code bench}: how fast this machine is at what the program does. */
@Command(
        name = "bench",
        description = "Measure speed on made-up weights: first, least and median time.",
        footer = {
            "",
            "Examples:",
            "  quantoscope bench preview --size 4096x11008",
            "  quantoscope bench synthesize -o big --weights 6.7e9"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated field before call()
final class BenchCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    private BenchCommand() {}

    static CommandLine commandLine(CheckpointOpener opener) {
        CommandLine bench = new CommandLine(new BenchCommand());
        bench.addSubcommand(new BenchPreview());
        bench.addSubcommand(new BenchEngine());
        bench.addSubcommand(new BenchStats());
        bench.addSubcommand(new BenchSweep());
        bench.addSubcommand(new BenchOpen());
        bench.addSubcommand(new BenchGemm());
        bench.addSubcommand(new BenchForward(opener));
        bench.addSubcommand(new BenchExportGguf());
        bench.addSubcommand(new BenchSynthesize());
        return bench;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to measure");
    }
}
