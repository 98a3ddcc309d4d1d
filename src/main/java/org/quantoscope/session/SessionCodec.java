package org.quantoscope.session;

import org.quantoscope.recipe.Recipe;
import org.quantoscope.recipe.RecipeCodec;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sessions as JSON, version 5. Version 4, whose points have no predictions, can be read, and so can
 * version 3, which holds no second checkpoint, version 2, which holds no results, and version 1,
 * which holds no second recipe and nothing about pages either.
 *
 * <p>Writing is deterministic; reading is strict: every field is there, none is unknown or doubled,
 * and the recipe is read as strictly as a recipe's own file. A checkpoint in the folder of the
 * session or below is written relative to it, so that both can be moved together.
 */
public final class SessionCodec {
    static final String FORMAT = "quantoscope-session";
    static final int VERSION = 5;

    /** Of sessions whose points have no predictions. */
    private static final int FOURTH = 4;

    /** Of sessions without {@link #BESIDE}. */
    private static final int THIRD = 3;

    /** Of sessions without {@link #TRADE_OFF}. */
    private static final int SECOND = 2;

    /** Of sessions without {@link #HELD}, {@link #SPLIT} and {@link #VIEWS}. */
    private static final int FIRST = 1;

    private static final String CHECKPOINT = "checkpoint";
    private static final double MOST_PIXELS = 100_000;
    private static final int FEWEST_BINS = 64;
    private static final int MOST_BINS = 4096;
    private static final int MOST_PAGE_CHARS = 40;
    private static final int MOST_VIEW_CHARS = 500;
    private static final String HELD = "held";
    private static final String BESIDE = "beside";
    private static final String SPLIT = "split";
    private static final String VIEWS = "views";
    private static final String TRADE_OFF = "tradeOff";

    private static final Set<String> FIELDS_OF_FIRST =
            Set.of(
                    "format",
                    "version",
                    CHECKPOINT,
                    "recipe",
                    "selection",
                    "bins",
                    "control",
                    "page",
                    "layout");

    private static final Set<String> FIELDS_OF_SECOND =
            Stream.concat(FIELDS_OF_FIRST.stream(), Stream.of(HELD, SPLIT, VIEWS))
                    .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> FIELDS_OF_THIRD =
            Stream.concat(FIELDS_OF_SECOND.stream(), Stream.of(TRADE_OFF))
                    .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> FIELDS =
            Stream.concat(FIELDS_OF_THIRD.stream(), Stream.of(BESIDE))
                    .collect(Collectors.toUnmodifiableSet());

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private SessionCodec() {}

    /** Whether a text says of itself that it is a session, of whatever version. */
    public static boolean claimsToBeOne(String json) {
        try {
            JsonNode root = MAPPER.readTree(json);
            return root.isObject()
                    && root.path("format").isString()
                    && root.get("format").stringValue().equals(FORMAT);
        } catch (JacksonException e) {
            return false;
        }
    }

    /**
     * @param file where the text will stand
     */
    public static String write(WorkbenchSession session, Path file) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("format", FORMAT);
        root.put("version", VERSION);
        root.put(CHECKPOINT, written(session.checkpoint(), file));
        root.set("recipe", MAPPER.readTree(RecipeCodec.write(session.recipe())));
        root.set(
                HELD,
                session.held()
                        .map(it -> MAPPER.readTree(RecipeCodec.write(it)))
                        .orElse(MAPPER.nullNode()));
        root.set(
                BESIDE,
                session.beside()
                        .<JsonNode>map(it -> MAPPER.getNodeFactory().stringNode(written(it, file)))
                        .orElse(MAPPER.nullNode()));
        root.put(SPLIT, session.split());
        var selection = root.putArray("selection");
        session.selection().forEach(selection::add);
        root.put("bins", session.bins());
        root.put("control", session.control());
        root.put("page", session.page());
        ObjectNode views = root.putObject(VIEWS);
        session.views().forEach(views::put);
        ObjectNode layout = root.putObject("layout");
        session.layout().forEach(layout::put);
        root.set(
                TRADE_OFF,
                session.tradeOff().map(new TradeOffCodec(MAPPER)::write).orElse(MAPPER.nullNode()));
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return MAPPER.writer()
                        .with(new DefaultPrettyPrinter().withObjectIndenter(indenter))
                        .writeValueAsString(root)
                + "\n";
    }

    private static String written(Path checkpoint, Path file) {
        Path whole = checkpoint.toAbsolutePath().normalize();
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null || !whole.startsWith(folder)) {
            return whole.toString();
        }
        String relative = folder.relativize(whole).toString().replace('\\', '/');
        return relative.isEmpty() ? "." : relative;
    }

    /**
     * Reads what {@link #write} wrote, or what a person did.
     *
     * @param file where the text stands
     * @throws SessionFormatException with one line that names the field
     * @throws IllegalArgumentException with that of the recipe
     */
    public static WorkbenchSession read(String json, Path file) {
        JsonNode root = parsed(json);
        SessionFields fields = new SessionFields(root, "");
        String format = fields.text("format");
        if (!format.equals(FORMAT)) {
            throw new SessionFormatException(
                    "format", "must be \"" + FORMAT + "\", was \"" + format + "\"");
        }
        JsonNode version = fields.required("version");
        if (!version.isInt() || version.intValue() < FIRST || version.intValue() > VERSION) {
            throw new SessionFormatException(
                    "version",
                    "must be "
                            + FIRST
                            + " to "
                            + VERSION
                            + ", was "
                            + version
                            + "; a newer Quantoscope may read it");
        }
        boolean first = version.intValue() == FIRST;
        boolean withResults = version.intValue() > SECOND;
        boolean withBeside = version.intValue() > THIRD;
        fields.only(fieldsOf(version.intValue()));
        Recipe recipe = RecipeCodec.read(MAPPER.writeValueAsString(fields.required("recipe")));
        return new WorkbenchSession(
                checkpoint(CHECKPOINT, fields.text(CHECKPOINT), file),
                recipe,
                first ? Optional.empty() : held(fields.required(HELD)),
                withBeside && !fields.required(BESIDE).isNull()
                        ? Optional.of(checkpoint(BESIDE, fields.text(BESIDE), file))
                        : Optional.empty(),
                first || fields.truth(SPLIT),
                names(fields.required("selection")),
                fields.wholeNumber("bins", FEWEST_BINS, MOST_BINS),
                fields.truth("control"),
                page(fields.text("page")),
                first ? new TreeMap<>() : views(fields.required(VIEWS)),
                layout(fields.required("layout")),
                withResults
                        ? tradeOff(fields.required(TRADE_OFF), version.intValue() > FOURTH)
                        : Optional.empty());
    }

    private static JsonNode parsed(String json) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JacksonException e) {
            String place =
                    e.getLocation() == null
                            ? ""
                            : " at line "
                                    + e.getLocation().getLineNr()
                                    + ", column "
                                    + e.getLocation().getColumnNr();
            throw new SessionFormatException("", "not valid JSON" + place);
        }
        if (!root.isObject()) {
            throw new SessionFormatException("", "must be an object");
        }
        return root;
    }

    private static Set<String> fieldsOf(int version) {
        return switch (version) {
            case FIRST -> FIELDS_OF_FIRST;
            case SECOND -> FIELDS_OF_SECOND;
            case THIRD -> FIELDS_OF_THIRD;
            default -> FIELDS;
        };
    }

    private static Path checkpoint(String field, String text, Path file) {
        if (text.isEmpty()) {
            throw new SessionFormatException(field, "must not be empty");
        }
        try {
            return file.toAbsolutePath().resolveSibling(text).normalize();
        } catch (InvalidPathException e) {
            throw new SessionFormatException(field, "is no path: " + e.getReason());
        }
    }

    private static List<String> names(JsonNode list) {
        if (!list.isArray()) {
            throw new SessionFormatException("selection", "must be a list of names");
        }
        List<String> names = new ArrayList<>();
        for (JsonNode item : list) {
            if (!item.isString()) {
                throw new SessionFormatException(
                        "selection", "must be a list of names, holds " + item);
            }
            names.add(item.stringValue());
        }
        return names;
    }

    private static String page(String key) {
        if (key.length() > MOST_PAGE_CHARS || !key.matches("[a-z-]*")) {
            throw new SessionFormatException("page", "must be the key of a page");
        }
        return key;
    }

    private static Optional<Recipe> held(JsonNode node) {
        return node.isNull()
                ? Optional.empty()
                : Optional.of(RecipeCodec.read(MAPPER.writeValueAsString(node)));
    }

    private static Optional<SavedTradeOff> tradeOff(JsonNode node, boolean predictions) {
        return node.isNull()
                ? Optional.empty()
                : Optional.of(new TradeOffCodec(MAPPER).read(node, TRADE_OFF, predictions));
    }

    private static TreeMap<String, String> views(JsonNode node) {
        SessionFields fields = new SessionFields(node, VIEWS);
        fields.only(WorkbenchSession.VIEWS);
        TreeMap<String, String> views = new TreeMap<>();
        for (String name : node.propertyNames()) {
            String text = fields.text(name);
            if (text.length() > MOST_VIEW_CHARS) {
                throw new SessionFormatException(
                        VIEWS + "." + name, "must have at most " + MOST_VIEW_CHARS + " characters");
            }
            views.put(name, text);
        }
        return views;
    }

    private static TreeMap<String, Double> layout(JsonNode node) {
        SessionFields fields = new SessionFields(node, "layout");
        fields.only(WorkbenchSession.LAYOUT);
        TreeMap<String, Double> layout = new TreeMap<>();
        for (String name : node.propertyNames()) {
            layout.put(name, fields.number(name, MOST_PIXELS));
        }
        return layout;
    }
}
