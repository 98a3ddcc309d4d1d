package org.quantoscope.checkpoint.safetensors;

import java.util.List;
import java.util.Map;

/**
 * A validated header: its tensors cover the data part exactly.
 *
 * @param entries in order of place
 * @param metadata {@code __metadata__}, empty where there is none
 * @param dataStartByte first byte of the data part in the file
 */
record Header(List<HeaderEntry> entries, Map<String, String> metadata, long dataStartByte) {

    Header {
        entries = List.copyOf(entries);
        metadata = Map.copyOf(metadata);
    }
}
