package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.Checkpoint;
import org.quantoscope.checkpoint.model.UnsupportedModelException;
import org.quantoscope.inference.Decoder;
import org.quantoscope.inference.Generator;
import org.quantoscope.inference.TokenText;
import org.quantoscope.inference.Tokenizer;
import org.quantoscope.recipe.Recipe;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** {@code generate}: does it still speak? */
@Command(
        name = "generate",
        sortOptions = false,
        customSynopsis =
                "quantoscope generate PATH --prompt TEXT [SPEC] [--tokens N] [--threads N]",
        description = {
            "Continue a text with the likeliest token each time, until the model ends it.",
            "Without SPEC the checkpoint is run as it is."
        },
        footer = {
            "",
            "Examples:",
            "  quantoscope generate samples/stories260k --prompt \"Once upon a time\"",
            "  quantoscope generate samples/stories260k --prompt \"Once upon a time\" --bits 3"
        })
@SuppressWarnings("NullAway.Init") // the options are added right after construction
final class GenerateCommand extends RunCommand {
    private static final int MOST_TOKENS = 100_000;

    /** Half of the heap keeps the weights of the models this is made for. */
    private static final int HEAP_SHARE = 2;

    private SpecOptions specOptions;
    private Optional<Recipe> recipe = Optional.empty();

    @Option(
            names = "--prompt",
            paramLabel = "TEXT",
            required = true,
            description = "what is continued")
    private String prompt;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "most tokens to add; ${DEFAULT-VALUE} where it is left out")
    private int tokens = 60;

    private GenerateCommand(Parts parts, Interruption interruption) {
        super(parts, interruption);
    }

    static CommandLine commandLine(Parts parts, Interruption interruption) {
        GenerateCommand command = new GenerateCommand(parts, interruption);
        CommandLine line = new CommandLine(command);
        command.specOptions = SpecOptions.addTo(line.getCommandSpec(), Set.of());
        return line;
    }

    @Override
    void check() throws IOException {
        if (tokens < 1 || tokens > MOST_TOKENS) {
            throw usage("--tokens must be from 1 to " + MOST_TOKENS + ", was " + tokens);
        }
        if (specOptions.isAnyGiven()) {
            recipe = Optional.of(specOptions.recipe());
        }
    }

    @Override
    @Nullable Path recipeFile() {
        return specOptions.recipeFile();
    }

    @Override
    int run(Checkpoint checkpoint) throws IOException {
        return onModel(checkpoint, model -> generate(checkpoint, model));
    }

    private int generate(Checkpoint checkpoint, Model model)
            throws IOException, UnsupportedModelException {
        Tokenizer tokenizer = Tokenizer.of(checkpoint);
        int[] ids = begun(tokenizer);
        if (ids.length == 0) {
            throw new CommandFailedException(
                    "--prompt: no tokens to continue, and the model begins texts with none");
        }
        Decoder decoder = model.decoder(recipe, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
        model.noteBeyondPositions(decoder, ids.length + tokens);
        Generator generator = new Generator(decoder, ids.length + tokens);
        generator.add(ids);
        out().print(prompt);
        out().flush();
        TokenText text = tokenizer.text(false);
        for (int i = 0; i < tokens; i++) {
            int next = generator.likeliest();
            if (tokenizer.eos().isPresent() && tokenizer.eos().getAsInt() == next) {
                break;
            }
            out().print(text.next(next));
            out().flush();
            if (i < tokens - 1) {
                generator.add(next);
            }
        }
        out().println(text.finish());
        return 0;
    }

    private int[] begun(Tokenizer tokenizer) {
        int[] ids = tokenizer.encode(prompt);
        if (!tokenizer.addsBos() || tokenizer.bos().isEmpty()) {
            return ids;
        }
        int[] begun = new int[ids.length + 1];
        begun[0] = tokenizer.bos().getAsInt();
        System.arraycopy(ids, 0, begun, 1, ids.length);
        return begun;
    }
}
