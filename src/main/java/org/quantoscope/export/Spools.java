package org.quantoscope.export;

import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Makes the spools of one export, which take over each other's memory.
 *
 * <p>So a long export leaves the collector little that has lived for long.
 */
final class Spools {
    private final Path folder;
    private final Queue<ByteStream> spare = new ConcurrentLinkedQueue<>();

    /**
     * @param folder for temporary files
     */
    Spools(Path folder) {
        this.folder = folder;
    }

    Spool open() {
        ByteStream memory = spare.poll();
        return new Spool(folder, memory == null ? new ByteStream(1 << 10) : memory, spare);
    }
}
