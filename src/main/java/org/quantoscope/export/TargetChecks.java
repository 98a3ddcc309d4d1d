package org.quantoscope.export;

import org.jspecify.annotations.Nullable;
import org.quantoscope.checkpoint.Checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whether a folder may become the target of an export: asked while planning, and once more right
 * before writing.
 */
final class TargetChecks {
    private final Path target;
    private final Path source;
    private final boolean isFile;

    /**
     * @param target absolute
     * @param source folder of the model, or its only file
     * @param isFile whether the target is one file
     */
    TargetChecks(Path target, Path source, boolean isFile) {
        this.target = target;
        this.source = source;
        this.isFile = isFile;
    }

    /**
     * Checks against a checkpoint's folder, or against its file alone where a lone file was opened:
     * a model beside which one works is no reason to work elsewhere.
     */
    static TargetChecks of(ExportOptions options, Checkpoint source) {
        boolean loneFile =
                Files.isRegularFile(source.source())
                        && !source.source().toString().endsWith(".json");
        return new TargetChecks(
                options.target(), loneFile ? source.source() : source.folder(), options.isFile());
    }

    /** Reasons against the target, one line each. */
    List<String> refusals(long neededBytes) {
        List<String> refusals = new ArrayList<>();
        Path ancestor = existingAncestor();
        if (ancestor == null || target.getParent() == null) {
            return List.of(target + ": is no folder that could be made; choose another target");
        }
        Path real = real(target);
        Path realSource = real(source);
        if (real.equals(realSource)) {
            refusals.add(target + ": is the source's own folder; choose another target");
        } else if (real.startsWith(realSource)) {
            refusals.add(target + ": lies inside the source's folder; choose another target");
        } else if (realSource.startsWith(real)) {
            refusals.add(target + ": holds the source; choose another target");
        } else if (isFile && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            refusals.add(target + ": exists already; choose another target or remove it");
        } else if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(target)) {
            refusals.add(
                    target
                            + ": exists already and is not an empty folder;"
                            + " choose another target or remove it");
        }
        if (isMountPoint(ancestor)) {
            refusals.add(
                    target
                            + ": another disk is mounted here, which cannot be replaced;"
                            + " choose a folder in it");
        }
        if (!Files.isDirectory(ancestor)) {
            refusals.add(ancestor + ": is a file, so no folder can be made in it");
        } else if (!isWritable(ancestor)) {
            refusals.add(ancestor + ": no permission to write here; choose another target");
        }
        long free = freeBytes();
        if (free >= 0 && free < neededBytes) {
            refusals.add(
                    String.format(
                            Locale.ROOT,
                            "%s: %.1f MB are free and about %.1f MB are needed;"
                                    + " free some or choose another disk",
                            target,
                            free / 1e6,
                            neededBytes / 1e6));
        }
        return refusals;
    }

    /** Whether the target is the root of another disk than the folder around it. */
    private boolean isMountPoint(Path parent) {
        try {
            return Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)
                    && !Files.getFileStore(target).equals(Files.getFileStore(parent));
        } catch (IOException e) {
            return false;
        }
    }

    /** Bytes free where the target will lie, or −1 where that cannot be asked. */
    long freeBytes() {
        Path ancestor = existingAncestor();
        try {
            return ancestor == null ? -1 : Files.getFileStore(ancestor).getUsableSpace();
        } catch (IOException e) {
            return -1;
        }
    }

    private @Nullable Path existingAncestor() {
        Path path = target.getParent();
        while (path != null && !Files.exists(path)) {
            path = path.getParent();
        }
        return path;
    }

    /** {@code path} with the links of its existing part followed. */
    private static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        for (Path known = absolute; known != null; known = known.getParent()) {
            try {
                return known.toRealPath().resolve(known.relativize(absolute)).normalize();
            } catch (IOException e) {
                // Not there yet: ask the parent.
            }
        }
        return absolute;
    }

    /** Asks by making a folder, for a superuser is told that everything is writable. */
    private static boolean isWritable(Path folder) {
        if (!Files.isWritable(folder)) {
            return false;
        }
        try {
            Files.delete(Files.createTempDirectory(folder, ".quantoscope-"));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isEmptyFolder(Path path) {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }
}
