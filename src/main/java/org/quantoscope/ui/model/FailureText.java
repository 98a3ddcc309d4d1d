package org.quantoscope.ui.model;

import org.quantoscope.ui.text.Texts;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * The one line that a user reads about a failure: what happened, to which file or tensor, what to
 * do.
 */
public final class FailureText {
    private FailureText() {}

    /**
     * @param failure what was thrown
     * @param subject the file or tensor it happened to
     */
    public static String of(Throwable failure, String subject) {
        String message = failure.getMessage() == null ? "" : firstLine(failure.getMessage());
        return switch (failure) {
            case NoSuchFileException e -> Texts.text("failure.no-file", e.getFile());
            case AccessDeniedException e -> Texts.text("failure.denied", e.getFile());
            case FileSystemException e -> message;
            case UncheckedIOException e when e.getCause() != null -> of(e.getCause(), subject);
            case OutOfMemoryError e -> Texts.text("failure.memory", subject);
            // What the JVM raises when a page of a mapped file is gone.
            case InternalError e -> Texts.text("failure.shrank", subject);
            default ->
                    message.isEmpty()
                            ? subject + ": " + failure.getClass().getSimpleName()
                            : named(message, subject);
        };
    }

    private static String named(String message, String subject) {
        return message.contains(subject) ? message : subject + ": " + message;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
