package org.quantoscope.recipe;

import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.tensor.TensorRole;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which tensors a rule is for: all of the given conditions must hold; an empty one holds always.
 *
 * @param glob name pattern in which {@code *} stands for any characters, {@code ?} for one; the
 *     whole name must match
 * @param regex regular expression that the whole name must match
 * @param roles one of these roles
 * @param firstLayer smallest block number, inclusive
 * @param lastLayer largest block number, inclusive
 */
public record LayerSelector(
        Optional<String> glob,
        Optional<String> regex,
        List<TensorRole> roles,
        Optional<Integer> firstLayer,
        Optional<Integer> lastLayer) {

    /**
     * @throws IllegalArgumentException if the regular expression is malformed or the layer range is
     *     empty
     */
    public LayerSelector {
        roles = List.copyOf(roles);
        try {
            regex.ifPresent(Pattern::compile);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("regex is malformed: " + e.getDescription(), e);
        }
        if (firstLayer.isPresent() && lastLayer.isPresent() && firstLayer.get() > lastLayer.get()) {
            throw new IllegalArgumentException(
                    "layers " + firstLayer.get() + "-" + lastLayer.get() + " is an empty range");
        }
    }

    /** Exactly the tensor of this name. */
    public static LayerSelector named(String name) {
        return new LayerSelector(
                Optional.empty(),
                Optional.of(Pattern.quote(name)),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** The name, where the expression is just a name that was quoted. */
    public Optional<String> exactName() {
        return regex.filter(LayerSelector::isQuotedWhole)
                .map(pattern -> pattern.substring(2, pattern.length() - 2));
    }

    /** Every tensor whose name matches the glob. */
    public static LayerSelector glob(String pattern) {
        return new LayerSelector(
                Optional.of(pattern),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    public boolean matches(TensorInfo tensor) {
        return glob.map(pattern -> globMatches(pattern, tensor.name())).orElse(true)
                && regex.map(pattern -> regexMatches(pattern, tensor.name())).orElse(true)
                && (roles.isEmpty() || roles.contains(tensor.role()))
                && firstLayer.map(first -> tensor.layer().orElse(-1) >= first).orElse(true)
                && lastLayer
                        .map(last ->
                                tensor.layer().isPresent() && tensor.layer().getAsInt() <= last)
                        .orElse(true);
    }

    /** In time of at most pattern times name: a star that fails takes one character more. */
    private static boolean globMatches(String pattern, String name) {
        int at = 0;
        int star = -1;
        int starTook = 0;
        for (int i = 0; i < name.length(); ) {
            char wanted = at < pattern.length() ? pattern.charAt(at) : '\0';
            if (at < pattern.length() && wanted == '*') {
                star = at++;
                starTook = i;
            } else if (at < pattern.length() && (wanted == '?' || wanted == name.charAt(i))) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++starTook;
            } else {
                return false;
            }
        }
        return pattern.substring(at).chars().allMatch(c -> c == '*');
    }

    private static boolean regexMatches(String pattern, String name) {
        return isQuotedWhole(pattern)
                ? pattern.substring(2, pattern.length() - 2).equals(name)
                : new NamePattern(Pattern.compile(pattern)).matches(name);
    }

    private static boolean isQuotedWhole(String pattern) {
        return pattern.startsWith("\\Q")
                && pattern.length() >= 4
                && pattern.indexOf("\\E") == pattern.length() - 2;
    }

    /** A name that was quoted whole is for people just a name. */
    private static String described(String pattern) {
        return isQuotedWhole(pattern)
                ? "name " + pattern.substring(2, pattern.length() - 2)
                : "regex " + pattern;
    }

    /** For people: what must hold, for example {@code name *.mlp.*, role down, layers 0–3}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        glob.ifPresent(pattern -> text.append("name ").append(pattern).append(", "));
        regex.ifPresent(pattern -> text.append(described(pattern)).append(", "));
        if (!roles.isEmpty()) {
            text.append("role ")
                    .append(String.join(" or ", roles.stream().map(TensorRole::key).toList()))
                    .append(", ");
        }
        if (firstLayer.isPresent() || lastLayer.isPresent()) {
            text.append(layers()).append(", ");
        }
        return text.isEmpty() ? "every tensor" : text.substring(0, text.length() - 2);
    }

    private String layers() {
        String first = firstLayer.map(String::valueOf).orElse("0");
        String last = lastLayer.map(String::valueOf).orElse("last");
        return first.equals(last) ? "layer " + first : "layers " + first + "–" + last;
    }
}
