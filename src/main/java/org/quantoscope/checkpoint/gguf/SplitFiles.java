package org.quantoscope.checkpoint.gguf;

import org.quantoscope.checkpoint.MalformedCheckpointException;
import org.quantoscope.checkpoint.MalformedCheckpointException.Reason;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of one model: a single one, or all parts of a split ({@code name-00001-of-00003.gguf}),
 * whichever part was given.
 */
final class SplitFiles {
    private static final Pattern NAME = Pattern.compile("(.*)-(\\d{5})-of-(\\d{5})\\.gguf");
    private static final String COUNT = "split.count";
    private static final String NUMBER = "split.no";
    private static final String TENSORS = "split.tensors.count";

    private SplitFiles() {}

    /** The name that all parts of a split share, or the file's own. */
    static String stem(Path file) {
        String name = file.getFileName().toString();
        Matcher split = NAME.matcher(name);
        return split.matches() ? split.group(1) : name;
    }

    /** Opens every part, in order. */
    static List<GgufShard> open(Path file, Arena arena) throws IOException {
        GgufShard given = GgufShard.open(file, arena);
        long count = given.header().whole(COUNT).orElse(1);
        if (count <= 1) {
            return List.of(given);
        }
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()
                || Integer.parseInt(name.group(3)) != count
                || Integer.parseInt(name.group(2)) < 1
                || Integer.parseInt(name.group(2)) > count) {
            throw refuse(
                    Reason.BAD_INDEX,
                    file,
                    "is one of "
                            + count
                            + " parts; their names must end in -00001-of-"
                            + String.format(Locale.ROOT, "%05d", count)
                            + ".gguf and so on");
        }
        List<GgufShard> shards = new ArrayList<>();
        long tensors = 0;
        for (int number = 1; number <= count; number++) {
            Path part = part(file, name.group(1), number, count);
            if (!Files.isRegularFile(part)) {
                throw refuse(
                        Reason.MISSING_SHARD,
                        file,
                        "is one of " + count + " parts; " + part.getFileName() + " is missing");
            }
            boolean isGiven = number == Integer.parseInt(name.group(2));
            GgufShard shard = isGiven ? given : GgufShard.open(part, arena);
            if (shard.header().whole(NUMBER).orElse(-1) != number - 1
                    || shard.header().whole(COUNT).orElse(-1) != count) {
                throw refuse(
                        Reason.INDEX_MISMATCH,
                        part,
                        "does not say that it is part " + number + " of " + count);
            }
            tensors += shard.header().tensors().size();
            shards.add(shard);
        }
        OptionalLong claimed = shards.getFirst().header().whole(TENSORS);
        if (claimed.isPresent() && claimed.getAsLong() != tensors) {
            throw refuse(
                    Reason.INDEX_MISMATCH,
                    shards.getFirst().file(),
                    "claims "
                            + claimed.getAsLong()
                            + " tensors in all parts; they have "
                            + tensors);
        }
        return shards;
    }

    private static Path part(Path file, String stem, int number, long count) {
        return file.resolveSibling(
                String.format(Locale.ROOT, "%s-%05d-of-%05d.gguf", stem, number, count));
    }

    private static MalformedCheckpointException refuse(Reason reason, Path file, String what) {
        return new MalformedCheckpointException(reason, file, OptionalLong.empty(), "", what);
    }
}
