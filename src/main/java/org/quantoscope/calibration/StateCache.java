package org.quantoscope.calibration;

import org.quantoscope.inference.Convention;
import org.quantoscope.inference.Decoder;
import org.quantoscope.inference.OriginalStates;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A folder of what originals said of texts: their hidden states behind the last norm at scored
 * positions, so that a further recipe on the same text runs the original no more, in whatever
 * process it is measured.
 *
 * <p>Figures never depend on it, to the last bit. A file that is not whole, or another's, is left
 * out and written anew; files may be deleted at any time, and the folder deletes those that were
 * not used for longest itself.
 */
public final class StateCache {
    private static final String SUFFIX = ".states.safetensors";

    /** Of one text. A longer one is run again. */
    private static final long MOST_TEXT_BYTES = 128L << 20;

    private final Path folder;
    private final long mostBytes;

    /** The folder of states in one of caches. */
    public static StateCache in(Path caches) {
        return new StateCache(caches.resolve("states"));
    }

    /** A folder that holds a gigabyte. */
    public StateCache(Path folder) {
        this(folder, 1L << 30);
    }

    StateCache(Path folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    /** Room for the states of one text, with those that are kept already. */
    public OriginalStates open(ActivationKey key, Decoder original, List<Convention.Window> windows)
            throws IOException {
        return open(key, original, windows, MOST_TEXT_BYTES);
    }

    /**
     * The same where there is less room.
     *
     * @param roomBytes for the states of this text
     */
    public OriginalStates open(
            ActivationKey key, Decoder original, List<Convention.Window> windows, long roomBytes)
            throws IOException {
        Path file = file(key, windows);
        int[] rows = rows(original, windows);
        int hidden = original.config().hidden();
        Optional<List<float[]>> kept = Optional.empty();
        long room = Math.min(roomBytes, MOST_TEXT_BYTES);
        long bytes = (long) IntStream.of(rows).sum() * hidden * Float.BYTES;
        if (bytes <= room && Files.isRegularFile(file)) {
            kept = StateFile.read(file, said(key, windows), rows, hidden);
        }
        if (kept.isPresent()) {
            use(file);
        }
        return new OriginalStates(room, kept.orElse(List.of()));
    }

    /** Keeps states, unless they were kept before or there are too many of them. */
    public void keep(
            ActivationKey key,
            Decoder original,
            List<Convention.Window> windows,
            OriginalStates states)
            throws IOException {
        if (states.added() == 0 || states.batches().size() < rows(original, windows).length) {
            return;
        }
        Files.createDirectories(folder);
        Path file = file(key, windows);
        StateFile.write(file, metadata(key, windows), states.batches(), original.config().hidden());
        makeRoom(file);
    }

    /** The file in which states are kept. */
    Path file(ActivationKey key, List<Convention.Window> windows) {
        return folder.resolve(name(key, windows) + SUFFIX);
    }

    private static String name(ActivationKey key, List<Convention.Window> windows) {
        ByteBuffer first = ByteBuffer.allocate(Integer.BYTES * windows.size());
        windows.forEach(window -> first.putInt(window.firstScored()));
        return key.digest(Decoder.VERSION, first.array()).substring(0, 32);
    }

    private static Map<String, String> metadata(
            ActivationKey key, List<Convention.Window> windows) {
        Map<String, String> metadata = key.metadata();
        metadata.putAll(said(key, windows));
        return metadata;
    }

    /** What a file must say, whatever its model and text were called. */
    private static Map<String, String> said(ActivationKey key, List<Convention.Window> windows) {
        return Map.of(
                "quantoscope.states", Decoder.VERSION, "quantoscope.digest", name(key, windows));
    }

    /** Scored positions of each batch. */
    private static int[] rows(Decoder original, List<Convention.Window> windows) {
        return original.batches(windows).stream()
                .mapToInt(batch -> batch.stream().mapToInt(Convention.Window::scored).sum())
                .toArray();
    }

    /** A folder that may only be read is used as well. */
    private static void use(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
        } catch (IOException e) {
            // It only gives way earlier than it should.
            return;
        }
    }

    /** Deletes files that were not used for longest, until the rest fit. */
    private void makeRoom(Path written) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .filter(file -> !file.equals(written))
                    .forEach(files::add);
        }
        record Used(Path file, long bytes, FileTime time) {}
        List<Used> used = new ArrayList<>();
        for (Path file : files) {
            used.add(new Used(file, Files.size(file), Files.getLastModifiedTime(file)));
        }
        used.sort((a, b) -> b.time().compareTo(a.time()));
        long bytes = Files.size(written);
        for (Used each : used) {
            bytes += each.bytes();
            if (bytes > mostBytes) {
                Files.deleteIfExists(each.file());
            }
        }
    }
}
