package org.quantoscope.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The command line as a whole: without a subcommand it opens the workbench.
 *
 * <p>Exit codes are 0, 1 for a job that failed and 2 for wrong usage; an error is one line on
 * standard error.
 */
@Command(
        name = "quantoscope",
        sortOptions = false,
        customSynopsis = "quantoscope [PATH]%n       quantoscope COMMAND ...",
        description = "Decide how to quantize a language model: look, measure, tune, export.",
        versionProvider = VersionText.class,
        footer = {
            "",
            "Examples:",
            "  quantoscope samples/stories260k            open the workbench on a checkpoint",
            "  quantoscope analyze samples/stories260k    measure it, AdpQ compact at 4 bit",
            "  quantoscope analyze --help                 the options of one command"
        })
public final class QuantoscopeCommand implements Callable<Integer> {
    private final Workbench workbench;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "PATH",
            description =
                    "checkpoint to open in the workbench: a file, a folder or an index; or a session that was saved there")
    private @Nullable Path path;

    @Option(
            names = "--or-demo",
            order = 100,
            paramLabel = "DIR",
            description =
                    "where no window can be opened, do the headless tour of the sample into DIR instead")
    private @Nullable Path demoFolder;

    private QuantoscopeCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    /** Runs the command line {@code args} and returns its exit code; throws nothing. */
    public static int run(Parts parts, String... args) {
        StandardOutput stdout = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        try (Interruption interruption = new Interruption()) {
            CommandLine root = commandLine(parts, interruption);
            root.setOut(
                    new PrintWriter(new OutputStreamWriter(stdout, System.out.charset()), true));
            int exitCode = execute(root, args);
            root.getOut().flush();
            return exitCode == ExitCode.OK && stdout.failure().isPresent()
                    ? OneLineErrors.failedJob(
                            new CommandFailedException(
                                    "standard output: " + stdout.failure().get().getMessage()),
                            root)
                    : exitCode;
        }
    }

    /** Runs arguments; what escapes even picocli becomes one line too. */
    static int execute(CommandLine root, String... args) {
        try {
            return root.execute(args);
        } catch (RuntimeException | Error e) {
            // Out of memory, or a mapped file that shrank: the task's border is here.
            return OneLineErrors.failedJob(e, root);
        }
    }

    /** The root command with all its subcommands and its ways to report errors. */
    static CommandLine commandLine(Parts parts, Interruption interruption) {
        CommandLine root = new CommandLine(new QuantoscopeCommand(parts.workbench()));
        root.addSubcommand(new InspectCommand(parts, interruption));
        root.addSubcommand(new CacheCommand());
        root.addSubcommand(AnalyzeCommand.commandLine(parts, interruption));
        root.addSubcommand(CompareCommand.commandLine(parts, interruption));
        root.addSubcommand(SweepCommand.commandLine(parts, interruption));
        root.addSubcommand(BudgetCommand.commandLine(parts, interruption));
        root.addSubcommand(QuantizeCommand.commandLine(parts, interruption));
        root.addSubcommand(VerifyCommand.commandLine(parts, interruption));
        root.addSubcommand(ReportCommand.commandLine(parts, interruption));
        root.addSubcommand(EvaluateCommand.commandLine(parts, interruption));
        root.addSubcommand(GenerateCommand.commandLine(parts, interruption));
        root.addSubcommand(LogitsCommand.commandLine(parts, interruption));
        root.addSubcommand(new DemoCommand(parts, interruption));
        root.addSubcommand(BenchCommand.commandLine(parts.opener()));
        return withManners(root);
    }

    private static CommandLine withManners(CommandLine root) {
        root.registerConverter(Path.class, QuantoscopeCommand::path);
        root.registerConverter(Pattern.class, QuantoscopeCommand::pattern);
        root.setCaseInsensitiveEnumValuesAllowed(true);
        // A path may begin with @; it is no file of arguments.
        root.setExpandAtFiles(false);
        root.setUsageHelpLongOptionsMaxWidth(32);
        root.setParameterExceptionHandler(OneLineErrors::wrongUsage);
        root.setExecutionExceptionHandler(
                (error, command, parsed) -> OneLineErrors.failedJob(error, command));
        addStandardHelp(root);
        return root;
    }

    private static Path path(String text) {
        if (text.isEmpty()) {
            throw new TypeConversionException("a path cannot be empty");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'" + text + "' is no path: " + e.getReason());
        }
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            int character = Math.min(e.getIndex() + 1, text.length());
            throw new TypeConversionException(
                    "'"
                            + text
                            + "' is no regular expression: "
                            + e.getDescription()
                            + (character < 1 ? "" : " at character " + character));
        }
    }

    private static void addStandardHelp(CommandLine command) {
        command.getCommandSpec().mixinStandardHelpOptions(true);
        command.getSubcommands().values().forEach(QuantoscopeCommand::addStandardHelp);
    }

    @Override
    public Integer call() {
        Optional<Path> checkpoint = Optional.ofNullable(path);
        checkpoint.ifPresent(QuantoscopeCommand::requireThere);
        Optional<String> missing = workbench.missing();
        if (missing.isEmpty()) {
            return workbench.open(checkpoint);
        }
        if (demoFolder == null || spec == null) {
            throw new CommandFailedException(
                    "no window here ("
                            + missing.get()
                            + "); use a headless command, see quantoscope --help");
        }
        CommandLine root = spec.commandLine();
        root.getOut()
                .println(
                        "No window here ("
                                + missing.get()
                                + "): doing the same sample job headless, quantoscope demo -o "
                                + demoFolder);
        root.getOut().flush();
        return root.execute("demo", "-o", demoFolder.toString());
    }

    private static void requireThere(Path path) {
        if (!Files.exists(path)) {
            throw new CommandFailedException(
                    path
                            + ": there is no such file or folder, nor such a command, see quantoscope --help");
        }
    }
}
