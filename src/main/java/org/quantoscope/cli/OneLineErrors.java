package org.quantoscope.cli;

import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CancellationException;

/** Turns whatever went wrong in a command into one line on standard error and an exit code. */
final class OneLineErrors {
    private OneLineErrors() {}

    static int wrongUsage(ParameterException error, String[] args) {
        CommandLine command = error.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        print(command, wrongUsage(error, command, args) + "; see " + name + " --help");
        return ExitCode.USAGE;
    }

    /** A misspelt command looks to the parser like a path with something after it. */
    private static String wrongUsage(ParameterException error, CommandLine command, String[] args) {
        boolean misspelt =
                error instanceof UnmatchedArgumentException
                        && command.getParent() == null
                        && args.length > 1
                        && !args[0].startsWith("-")
                        && Files.notExists(Path.of(args[0]));
        return misspelt ? "there is no command '" + args[0] + "'" : message(error);
    }

    static int failedJob(Throwable error, CommandLine command) {
        print(command, message(error));
        return ExitCode.SOFTWARE;
    }

    /**
     * What went wrong, in one printable line; a failure nobody foresaw keeps the name of its type.
     */
    static String message(Throwable error) {
        String text = Objects.requireNonNullElse(error.getMessage(), "");
        String line =
                switch (error) {
                    case CancellationException e -> "cancelled";
                    case UncheckedIOException e when e.getCause() != null -> message(e.getCause());
                    case FileSystemException e -> fileProblem(e);
                    case CommandFailedException e -> text;
                    case ParameterException e -> text;
                    case IllegalArgumentException e -> text;
                    case IOException e when !text.isEmpty() -> text;
                    case OutOfMemoryError e ->
                            "not enough memory ("
                                    + text
                                    + "); give more with QUANTOSCOPE_OPTS=-Xmx4g";
                    // A mapped file that became shorter while it was open raises this in whoever
                    // reads it.
                    case InternalError e -> "a file changed or could not be read while it was open";
                    default ->
                            error.getClass().getSimpleName() + (text.isEmpty() ? "" : ": " + text);
                };
        return line.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?");
    }

    private static String fileProblem(FileSystemException error) {
        String reason = error.getReason();
        String kind =
                switch (error) {
                    case java.nio.file.NoSuchFileException e -> "there is no such file or folder";
                    case java.nio.file.AccessDeniedException e -> "permission denied";
                    case java.nio.file.FileAlreadyExistsException e -> "exists already";
                    default -> "cannot be read or written";
                };
        return error.getFile() + ": " + (reason == null ? kind : reason);
    }

    private static void print(CommandLine command, String line) {
        command.getErr().println("quantoscope: " + line);
        command.getErr().flush();
    }
}
