package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.inference.Decoder;
import org.quantoscope.inference.Generator;
import org.quantoscope.recipe.Recipe;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** {@code logits}: what a model says after some tokens. */
@Command(
        name = "logits",
        sortOptions = false,
        customSynopsis =
                "quantoscope logits PATH --ids N,N,... [SPEC] [--json FILE|-] [--threads N]",
        description = {
            "Run a model on token ids and print the logits of what follows.",
            "Without SPEC the checkpoint is run as it is."
        },
        footer = {
            "",
            "Examples:",
            "  quantoscope logits samples/stories260k --ids 1,403,407,261,378",
            "  quantoscope logits samples/stories260k --ids 1,403 --bits 3 --json -"
        })
@SuppressWarnings("NullAway.Init") // the options are added right after construction
final class LogitsCommand extends RunCommand {
    private static final int SHOWN = 10;

    private SpecOptions specOptions;
    private Optional<Recipe> recipe = Optional.empty();

    @Option(
            names = "--ids",
            paramLabel = "N,N,...",
            required = true,
            split = LIST_COMMA,
            description = "token ids, the first one at position 0")
    private List<Integer> ids;

    @Option(
            names = "--json",
            paramLabel = "FILE|-",
            description = "write all logits as JSON, to standard output for -")
    private @Nullable String json;

    private LogitsCommand(Parts parts, Interruption interruption) {
        super(parts, interruption);
    }

    static CommandLine commandLine(Parts parts, Interruption interruption) {
        LogitsCommand command = new LogitsCommand(parts, interruption);
        CommandLine line = new CommandLine(command);
        command.specOptions = SpecOptions.addTo(line.getCommandSpec(), Set.of());
        return line;
    }

    @Override
    void check() throws IOException {
        if (specOptions.isAnyGiven()) {
            recipe = Optional.of(specOptions.recipe());
        }
    }

    @Override
    Results results() {
        return new Results().and("--json", json);
    }

    @Override
    @Nullable Path recipeFile() {
        return specOptions.recipeFile();
    }

    @Override
    int run(Checkpoint checkpoint) throws IOException {
        int[] tokens = ids.stream().mapToInt(Integer::intValue).toArray();
        float[] logits =
                onModel(
                        checkpoint,
                        model -> {
                            Decoder decoder = model.decoder(recipe, 0);
                            model.noteBeyondPositions(decoder, tokens.length);
                            return new Generator(decoder, tokens.length).add(tokens);
                        });
        if (json != null) {
            new JsonTarget(json)
                    .write(
                            out(),
                            generator -> {
                                generator.writeStartObject();
                                generator.writeArrayPropertyStart("logits");
                                for (float logit : logits) {
                                    generator.writeNumber(logit);
                                }
                                generator.writeEndArray();
                                generator.writeEndObject();
                            });
        }
        if (!results().takeStandardOutput()) {
            print(logits);
        }
        return 0;
    }

    private void print(float[] logits) {
        Table table = new Table(">token", ">logit");
        IntStream.range(0, logits.length)
                .boxed()
                .sorted(Comparator.comparingDouble(token -> -logits[token]))
                .limit(SHOWN)
                .forEach(token -> table.row(String.valueOf(token), String.valueOf(logits[token])));
        table.print(out());
        out().println(
                        "the "
                                + Math.min(SHOWN, logits.length)
                                + " largest of "
                                + logits.length
                                + " after "
                                + ids.size()
                                + (ids.size() == 1 ? " token" : " tokens"));
        out().flush();
    }
}
