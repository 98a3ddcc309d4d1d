package org.quantoscope.ui.tuning;

import javafx.util.StringConverter;

import org.jspecify.annotations.Nullable;
import org.quantoscope.quant.SpecField;
import org.quantoscope.ui.text.Texts;

/** The words for the values of a choice: the bundle's where it has some, else the value itself. */
final class ChoiceText extends StringConverter<String> {
    private final SpecField field;

    ChoiceText(SpecField field) {
        this.field = field;
    }

    @Override
    public String toString(@Nullable String value) {
        return value == null ? "" : Texts.textOr("choice." + field.key() + "." + value, value);
    }

    @Override
    public String fromString(String text) {
        return field.choices().stream()
                .filter(value -> toString(value).equals(text))
                .findFirst()
                .orElse(text);
    }
}
