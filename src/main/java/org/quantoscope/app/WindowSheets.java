package org.quantoscope.app;

import org.quantoscope.ui.control.Sheet;

import java.util.List;

/** The cards that float over the content. */
record WindowSheets(HelpSheets help, ExportSheet exports, MetadataSheet metadata, HubSheet hub) {
    /** From the lowest to the one on top. */
    List<Sheet> all() {
        return List.of(metadata.sheet(), hub.sheet(), exports.sheet(), help.sheet());
    }
}
