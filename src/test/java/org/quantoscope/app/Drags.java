package org.quantoscope.app;

import com.sun.javafx.scene.input.DragboardHelper;
import com.sun.javafx.tk.TKClipboard;

import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;

import java.io.File;
import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.List;

/** Events as the platform makes them while files are dragged over a window. */
final class Drags {
    private Drags() {}

    /** What a node made of an event of files over it. */
    static DragEvent fire(Node node, EventType<DragEvent> type, TransferMode mode, List<File> files)
            throws Exception {
        return OpenWindow.onScreen(() -> {
            DragEvent event =
                    new DragEvent(type, holding(files), 10, 10, 10, 10, mode, null, null, null);
            DragEvent[] seen = {event};
            node.addEventHandler(type, it -> seen[0] = it);
            Event.fireEvent(node, event);
            return seen[0];
        });
    }

    private static Dragboard holding(List<File> files) {
        TKClipboard clipboard =
                (TKClipboard)
                        Proxy.newProxyInstance(
                                TKClipboard.class.getClassLoader(),
                                new Class<?>[] {TKClipboard.class},
                                (proxy, method, arguments) ->
                                        switch (method.getName()) {
                                            case "hasContent" ->
                                                    arguments[0].equals(DataFormat.FILES);
                                            case "getContent" -> files;
                                            case "getTransferModes" ->
                                                    EnumSet.of(TransferMode.COPY);
                                            default -> null;
                                        });
        return DragboardHelper.createDragboard(clipboard);
    }
}
