package org.quantoscope.ui.model;

import javafx.beans.property.Property;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

import org.quantoscope.session.WorkbenchSession;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How the pages are set up, as texts under {@link WorkbenchSession#VIEWS}, for a session.
 *
 * <p>A page hands over the properties that it wants kept; it decides what a text means, and a text
 * that means nothing to it changes nothing.
 */
public final class ViewState {
    private final Map<String, StringProperty> texts = new TreeMap<>();

    ViewState() {}

    /**
     * Keeps a property: its value becomes a text, and a text that is restored its value.
     *
     * @param read the value that a text stands for, if any; an empty text is the value of now
     */
    public <T> void keep(
            String key,
            Property<T> value,
            Function<T, String> write,
            Function<String, Optional<T>> read) {
        if (!WorkbenchSession.VIEWS.contains(key)) {
            throw new IllegalArgumentException("no session has a view's " + key);
        }
        T first = value.getValue();
        StringProperty text = new SimpleStringProperty(write.apply(first));
        texts.put(key, text);
        value.subscribe(now -> text.set(write.apply(now)));
        text.subscribe((before, now) -> {
            if (!now.equals(write.apply(value.getValue()))) {
                value.setValue(now.isEmpty() ? first : read.apply(now).orElse(first));
            }
        });
    }

    /** Keeps what is typed. */
    public void keep(String key, Property<String> value) {
        keep(key, value, Function.identity(), Optional::of);
    }

    /** Keeps a choice of an enum. */
    public <E extends Enum<E>> void keep(String key, Property<E> value, Class<E> type) {
        keep(
                key,
                value,
                Enum::name,
                text ->
                        java.util.Arrays.stream(type.getEnumConstants())
                                .filter(it -> it.name().equals(text))
                                .findFirst());
    }

    /** Keeps a switch. */
    public void keepSwitch(String key, Property<Boolean> value) {
        keep(key, value, String::valueOf, text -> Optional.of(text.equals("true")));
    }

    SortedMap<String, String> texts() {
        SortedMap<String, String> now = new TreeMap<>();
        texts.forEach((key, text) -> now.put(key, text.get()));
        return now;
    }

    /** Sets what a session names; the rest stays as it is. */
    void restore(Map<String, String> saved) {
        saved.forEach((key, text) -> {
            StringProperty known = texts.get(key);
            if (known != null) {
                known.set(text);
            }
        });
    }
}
