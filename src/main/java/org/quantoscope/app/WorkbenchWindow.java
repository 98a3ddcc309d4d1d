package org.quantoscope.app;

import javafx.geometry.Dimension2D;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import javafx.util.Duration;

import org.quantoscope.kernel.KernelProvider;
import org.quantoscope.ui.chart.Palette;
import org.quantoscope.ui.control.Command;
import org.quantoscope.ui.control.NoticeBar;
import org.quantoscope.ui.control.Sheet;
import org.quantoscope.ui.depth.DepthView;
import org.quantoscope.ui.distribution.DistributionView;
import org.quantoscope.ui.distribution.NumbersView;
import org.quantoscope.ui.evaluation.EvaluationView;
import org.quantoscope.ui.layers.LayersView;
import org.quantoscope.ui.map.MapView;
import org.quantoscope.ui.model.Notice;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.recipe.RecipeView;
import org.quantoscope.ui.salience.SalienceView;
import org.quantoscope.ui.status.StatusView;
import org.quantoscope.ui.text.Texts;
import org.quantoscope.ui.tradeoff.TradeOffView;
import org.quantoscope.ui.tuning.TuningView;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The one window: places the views and gives each what it needs. */
final class WorkbenchWindow {
    /** Time to read a line twice. */
    private static final Duration NOTICE_STAYS = Duration.seconds(8);

    /** Place of the panes in the content. */
    private static final int PANES = 1;

    private final WorkbenchModel model;
    private final Scene scene;
    private final CentrePages pages;
    private final WindowPanes panes;
    private final LayersView layers;
    private final DistributionView distribution;
    private final WorkbenchCommands commands;
    private final WindowTasks tasks;
    private final FirstSteps firstSteps;
    private final EmptyView empty;
    private final WindowLayout layout;
    private final StackPane content = new StackPane();

    WorkbenchWindow(
            Stage stage, WorkbenchModel model, KernelProvider.Choice kernels, Settings settings) {
        this.model = model;
        Themes themes = new Themes(settings.theme());
        themes.choiceProperty().subscribe(settings::setTheme);
        RecentFiles recent = new RecentFiles(settings);
        FileDialogs dialogs = new FileDialogs(() -> stage, settings);
        layers = new LayersView(model);
        NumbersView numbers = new NumbersView(model);
        HelpSheets help = new HelpSheets(kernels);
        firstSteps = new FirstSteps(model, settings);
        ExportSheet exports = new ExportSheet(model, dialogs);
        FileSaver saver = new FileSaver(model, dialogs);
        MetadataSheet metadata = new MetadataSheet(model.metadata(), saver);
        WindowSheets sheets = new WindowSheets(help, exports, metadata, new HubSheet(model.hub()));
        tasks =
                new WindowTasks(
                        stage,
                        model,
                        themes,
                        layers,
                        this::distribution,
                        numbers,
                        sheets,
                        firstSteps,
                        this::commands,
                        this::layout);
        commands = new WorkbenchCommands(model, tasks, dialogs, settings.lastSession());
        distribution = new DistributionView(model, commands.saveDistribution);
        themes.darkProperty().subscribe(dark -> distribution.setPalette(Palette.of(dark)));
        MapView map = new MapView(model, saver, saver);
        themes.darkProperty().subscribe(dark -> map.setPalette(Palette.of(dark)));
        SalienceView salience = new SalienceView(model, saver, saver);
        themes.darkProperty().subscribe(dark -> salience.setPalette(Palette.of(dark)));
        DepthView depth = new DepthView(model, saver);
        themes.darkProperty().subscribe(dark -> depth.setPalette(Palette.of(dark)));
        TradeOffView tradeOff =
                new TradeOffView(
                        model,
                        saver,
                        saver,
                        receiver ->
                                dialogs.openFactors()
                                        .ifPresent(
                                                path -> model.recipeFiles().text(path, receiver)));
        themes.darkProperty().subscribe(dark -> tradeOff.setPalette(Palette.of(dark)));
        EvaluationView evaluation =
                new EvaluationView(
                        model,
                        saver,
                        saver,
                        () -> dialogs.openTexts().forEach(model.evaluation().texts()::addFile));
        themes.darkProperty().subscribe(dark -> evaluation.setPalette(Palette.of(dark)));
        pages =
                new CentrePages(
                        List.of(
                                page("distribution", distribution, 420, 240, true),
                                page("salient", salience, 540, 400, false),
                                page("depth", depth, 540, 400, false),
                                page("map", map, 420, 260, false),
                                page("tradeoff", tradeOff, 370, 560, false),
                                page("recipe", recipe(dialogs, saver), 540, 410, false),
                                page("evaluation", evaluation, 370, 600, false)),
                        model.pageProperty());
        commands.setPages(pages);
        panes = new WindowPanes(layers, pages, numbers, new TuningView(model), settings);
        layout = new WindowLayout(stage, panes);
        empty = new EmptyView(model, commands);
        NoticeBar notices = notices();
        // Over the content: nothing may move under the mouse because there is something to say.
        StackPane.setAlignment(notices, Pos.BOTTOM_CENTER);
        content.getChildren().addAll(empty, panes.node());
        content.getChildren().addAll(sheets.all());
        content.getChildren().add(notices);
        BorderPane root = new BorderPane(content);
        root.getStyleClass().add("workbench");
        root.setTop(
                new VBox(
                        new MainMenu(commands, model, recent, themes, tasks::open),
                        toolBar(),
                        firstSteps.bar()));
        root.setBottom(new StatusView(model, kernels.kernels().name(), kernels.reason()));
        WindowPlace place = new WindowPlace(settings);
        scene = new Scene(root, place.width(), place.height());
        themes.dress(scene);
        FlickerKey.listen(scene, model.comparison());
        FileDrops.accept(root, model, tasks);
        scene.addEventFilter(KeyEvent.KEY_TYPED, event -> questionMark(event, tasks));
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> holdFromText(event, commands));
        scene.addEventHandler(
                KeyEvent.KEY_PRESSED, event -> escape(event, sheets.all().reversed()));
        CloseGuard guard = new CloseGuard(model, exports::show);
        stage.addEventHandler(WindowEvent.WINDOW_CLOSE_REQUEST, guard::closing);
        stage.addEventHandler(WindowEvent.WINDOW_CLOSE_REQUEST, event -> keep(event, settings));
        model.sessions()
                .sessionProperty()
                .subscribe(session -> {
                    panes.node().setVisible(session.isPresent());
                    empty.setVisible(session.isEmpty());
                    stage.setTitle(
                            session.map(it -> Texts.text("window.title.of", it.checkpoint().name()))
                                    .orElse(Texts.text("window.title")));
                    session.ifPresent(it -> opened(it.checkpoint().source(), recent, settings));
                });
        stage.setScene(scene);
        // Closing the model empties the views, which would style their cells without a style sheet.
        stage.addEventHandler(WindowEvent.WINDOW_HIDDEN, event -> scene.setRoot(new Region()));
        place.restore(stage);
        new WindowMemory(stage, scene, place, panes, settings);
    }

    /** A window that closes loses nothing: what was open can be gone on with. */
    private void keep(WindowEvent request, Settings settings) {
        if (!request.isConsumed()) {
            settings.lastSession()
                    .ifPresent(file -> model.sessionFiles().keep(file, layout.sizes()));
        }
    }

    private void opened(Path source, RecentFiles recent, Settings settings) {
        recent.opened(source);
        Optional.ofNullable(source.toAbsolutePath().getParent()).ifPresent(settings::setFolder);
        layers.requestFocus();
    }

    /**
     * Shows the window without its panes, which take most of a second to be styled; {@link #fill}
     * brings them.
     *
     * @param asked what the program was started with: a checkpoint or a session
     * @return what is to be opened then, which the window names already
     */
    Optional<Path> showEmpty(Stage stage, Optional<Path> asked) {
        content.getChildren().remove(panes.node());
        Optional<Path> first = firstSteps.begin(asked);
        empty.announce(first);
        stage.show();
        return first;
    }

    /** Brings the panes, every page laid out: none of this is left for when something is open. */
    void fill() {
        boolean shown = panes.node().isVisible();
        panes.node().setVisible(true);
        content.getChildren().add(PANES, panes.node());
        pages.layOutAll(scene.getRoot());
        layers.makeLines();
        panes.node().setVisible(shown);
    }

    Scene scene() {
        return scene;
    }

    /** Keys of the pages, in order. */
    List<String> pages() {
        return pages.keys();
    }

    private DistributionView distribution() {
        return distribution;
    }

    /** What menus do once a file has been chosen. */
    WindowActions actions() {
        return tasks;
    }

    /** Opens a checkpoint, a session, or for an open checkpoint a recipe. */
    void open(Path path) {
        tasks.open(path);
    }

    void showHints() {
        firstSteps.showHints();
    }

    WindowLayout layout() {
        return layout;
    }

    private static CentrePages.Page page(
            String key, Region node, double width, double height, boolean withNumbers) {
        return new CentrePages.Page(key, node, new Dimension2D(width, height), withNumbers);
    }

    private WorkbenchCommands commands() {
        return commands;
    }

    private Parent toolBar() {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox bar =
                new HBox(
                        commands.open.textButton("open"),
                        commands.export.textButton("export"),
                        commands.undo.iconButton("undo"),
                        commands.redo.iconButton("redo"),
                        new CompareBar(model.comparison(), commands.compare),
                        new SubjectLabel(model),
                        new BesideLabel(model),
                        gap,
                        commands.theme.iconButton("theme"),
                        commands.keys.iconButton("help"));
        bar.getStyleClass().add("main-tool-bar");
        return bar;
    }

    private RecipeView recipe(FileDialogs dialogs, FileSaver saver) {
        return new RecipeView(
                model,
                new RecipeView.Files(
                        commands.openRecipe.action(),
                        commands.saveRecipe.action(),
                        () -> dialogs.openRecipe().ifPresent(tasks::compareWith)),
                saver);
    }

    private NoticeBar notices() {
        NoticeBar bar =
                new NoticeBar(NOTICE_STAYS, () -> model.noticeProperty().set(Optional.empty()));
        model.noticeProperty()
                .subscribe(notice -> {
                    if (notice.isPresent()) {
                        bar.show(
                                notice.get().text(),
                                notice.get().kind() == Notice.Kind.ERROR,
                                notice.get().kind() == Notice.Kind.INFORMATION);
                    } else {
                        bar.hide();
                    }
                });
        return bar;
    }

    /** The question mark shows the keys, except where text is typed. */
    private static void questionMark(KeyEvent event, WindowTasks tasks) {
        if (event.getCharacter().equals("?") && !(event.getTarget() instanceof TextInputControl)) {
            tasks.showKeys();
        }
    }

    /** Text fields on Linux would take the key for holding the recipe as a backspace. */
    private static void holdFromText(KeyEvent event, WorkbenchCommands commands) {
        Command hold = commands.compare.hold;
        if (event.getTarget() instanceof TextInputControl
                && hold.shortcut() != null
                && hold.shortcut().match(event)) {
            event.consume();
            if (!hold.disabled().getValue()) {
                hold.action().run();
            }
        }
    }

    /** Escape puts away what lies on top, wherever the keyboard is. */
    private void escape(KeyEvent event, List<Sheet> sheets) {
        if (event.getCode() != KeyCode.ESCAPE) {
            return;
        }
        for (Sheet sheet : sheets) {
            if (sheet.isVisible()) {
                sheet.hide();
                event.consume();
                return;
            }
        }
        model.noticeProperty().set(Optional.empty());
    }
}
