package org.quantoscope.ui.recipe;

import javafx.scene.Node;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;

import org.quantoscope.recipe.LayerSelector;
import org.quantoscope.tensor.TensorRole;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.text.Texts;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The conditions of a rule as fields: name, regular expression, roles, first and last layer. */
final class SelectorFields {
    private final TextField name = field("name");
    private final TextField regex = field("regex");
    private final TextField first = field("first");
    private final TextField last = field("last");
    private final MenuButton roles = new MenuButton();

    /**
     * @param changed told when roles were chosen, which needs no other confirmation
     */
    SelectorFields(Runnable changed) {
        roles.setId("rule-roles");
        Tips.set(roles, Texts.text("recipe.field.roles.hint"));
        for (TensorRole role : TensorRole.values()) {
            CheckMenuItem item = new CheckMenuItem(role.key());
            item.setOnAction(event -> {
                showRoles();
                changed.run();
            });
            roles.getItems().add(item);
        }
        first.setPrefColumnCount(3);
        last.setPrefColumnCount(3);
        roles.setMinWidth(90);
        roles.setMaxWidth(150);
    }

    static TextField field(String key) {
        TextField field = new TextField();
        field.setId("rule-" + key);
        field.setPromptText(Texts.textOr("recipe.field." + key + ".prompt", ""));
        Tips.set(field, Texts.text("recipe.field." + key + ".hint"));
        return field;
    }

    TextField name() {
        return name;
    }

    TextField regex() {
        return regex;
    }

    Node roles() {
        return roles;
    }

    TextField first() {
        return first;
    }

    TextField last() {
        return last;
    }

    void show(LayerSelector match) {
        name.setText(match.exactName().or(match::glob).orElse(""));
        // A rule with a glob and a quoted name as well shows both as they are.
        boolean exact = match.exactName().isPresent() && match.glob().isEmpty();
        if (!exact) {
            name.setText(match.glob().orElse(""));
        }
        regex.setText(exact ? "" : match.regex().orElse(""));
        first.setText(match.firstLayer().map(String::valueOf).orElse(""));
        last.setText(match.lastLayer().map(String::valueOf).orElse(""));
        roles.getItems()
                .forEach(item ->
                        ((CheckMenuItem) item)
                                .setSelected(
                                        match.roles().stream()
                                                .anyMatch(role ->
                                                        role.key().equals(item.getText()))));
        showRoles();
    }

    private void showRoles() {
        List<TensorRole> chosen = chosen();
        roles.setText(
                chosen.isEmpty()
                        ? Texts.text("recipe.roles.any")
                        : chosen.stream().map(TensorRole::key).collect(Collectors.joining(", ")));
    }

    private List<TensorRole> chosen() {
        return Arrays.stream(TensorRole.values())
                .filter(role -> ((CheckMenuItem) roles.getItems().get(role.ordinal())).isSelected())
                .toList();
    }

    /**
     * The conditions as they are written; a name without wildcards is exactly that tensor.
     *
     * @throws IllegalArgumentException with one line that says what is wrong
     */
    LayerSelector read() {
        String pattern = name.getText().strip();
        String expression = regex.getText().strip();
        boolean exact =
                !pattern.isEmpty()
                        && expression.isEmpty()
                        && pattern.chars().noneMatch(c -> c == '*' || c == '?');
        LayerSelector named = LayerSelector.named(pattern);
        return new LayerSelector(
                exact ? Optional.empty() : optional(pattern),
                exact ? named.regex() : optional(expression),
                chosen(),
                layer(first),
                layer(last));
    }

    private static Optional<String> optional(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static Optional<Integer> layer(TextField field) {
        String text = field.getText().strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(Texts.text("recipe.refused.layer", text));
        }
        return Optional.of(Integer.valueOf(text));
    }
}
