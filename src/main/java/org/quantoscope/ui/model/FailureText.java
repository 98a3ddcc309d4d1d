package org.quantoscope.ui.model;

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
            case NoSuchFileException e -> e.getFile() + ": there is no such file or folder";
            case AccessDeniedException e -> e.getFile() + ": access was denied";
            case FileSystemException e -> message;
            case UncheckedIOException e when e.getCause() != null -> of(e.getCause(), subject);
            case OutOfMemoryError e ->
                    subject
                            + ": not enough memory; start with a larger -Xmx or close other programs";
            // What the JVM raises when a page of a mapped file is gone.
            case InternalError e ->
                    subject
                            + ": the file shrank or could not be read while it was open; open it again";
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
