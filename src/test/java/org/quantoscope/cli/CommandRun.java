package org.quantoscope.cli;

import org.quantoscope.app.Formats;

import picocli.CommandLine;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One run of the command line in this process, on the samples.
 *
 * @param exitCode what the shell would see
 * @param out standard output
 * @param err standard error
 */
record CommandRun(int exitCode, String out, String err) {
    static final Path SAMPLES = Path.of("samples");

    /** Of this run only: no figure may come from a run of other code. */
    static final Path CACHES =
            Path.of("target", "caches", String.valueOf(ProcessHandle.current().pid()));

    static final String STORIES = "samples/stories260k";

    static CommandRun of(String... args) {
        return of(Optional.of("no screen"), args);
    }

    static CommandRun of(Optional<String> missingScreen, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try (Interruption interruption = new Interruption()) {
            CommandLine root = QuantoscopeCommand.commandLine(parts(missingScreen), interruption);
            root.setOut(new PrintWriter(out, true));
            root.setErr(new PrintWriter(err, true));
            return new CommandRun(
                    QuantoscopeCommand.execute(root, args), out.toString(), err.toString());
        }
    }

    private static Parts parts(Optional<String> missingScreen) {
        Workbench workbench =
                new Workbench() {
                    @Override
                    public Optional<String> missing() {
                        return missingScreen;
                    }

                    @Override
                    public int open(Optional<Path> checkpoint) {
                        return 0;
                    }
                };
        return new Parts(
                workbench, Formats.opener(), new NoPictures(), new NoCharts(), SAMPLES, CACHES);
    }

    /** Standard output as one JSON value, with nothing before or after it. */
    JsonNode json() {
        return JsonMapper.builder()
                .enable(tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .readTree(out);
    }

    /** The only line of standard error. */
    String errorLine() {
        List<String> lines = err.lines().toList();
        if (lines.size() != 1) {
            throw new AssertionError("not one line on standard error: " + lines);
        }
        return lines.getFirst();
    }
}
