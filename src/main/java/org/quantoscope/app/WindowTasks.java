package org.quantoscope.app;

import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;

import org.quantoscope.tensor.TensorInfo;
import org.quantoscope.ui.chart.ChartDrawing;
import org.quantoscope.ui.control.ClipboardText;
import org.quantoscope.ui.distribution.DistributionView;
import org.quantoscope.ui.distribution.NumbersView;
import org.quantoscope.ui.layers.LayersView;
import org.quantoscope.ui.model.CommandLineText;
import org.quantoscope.ui.model.Compared;
import org.quantoscope.ui.model.FailureText;
import org.quantoscope.ui.model.Notice;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Carries out the commands that need the window. */
final class WindowTasks implements WindowActions {
    private final Stage stage;
    private final WorkbenchModel model;
    private final Themes themes;
    private final LayersView layers;
    private final Supplier<DistributionView> distribution;
    private final NumbersView numbers;
    private final WindowSheets sheets;
    private final FirstSteps firstSteps;
    private final Supplier<WorkbenchCommands> commands;
    private final Supplier<WindowLayout> layout;

    WindowTasks(
            Stage stage,
            WorkbenchModel model,
            Themes themes,
            LayersView layers,
            Supplier<DistributionView> distribution,
            NumbersView numbers,
            WindowSheets sheets,
            FirstSteps firstSteps,
            Supplier<WorkbenchCommands> commands,
            Supplier<WindowLayout> layout) {
        this.stage = stage;
        this.model = model;
        this.themes = themes;
        this.layers = layers;
        this.distribution = distribution;
        this.numbers = numbers;
        this.sheets = sheets;
        this.firstSteps = firstSteps;
        this.commands = commands;
        this.layout = layout;
    }

    @Override
    public void open(Path path) {
        if (mayBeOurs(path)) {
            model.sessionFiles().recognise(path, isSession -> openOurs(path, isSession));
        } else {
            model.sessions().open(path);
        }
    }

    /** Opens a checkpoint as B, where one is open. */
    void openBeside(Path path) {
        model.beside().open(path);
    }

    /** By its name: of JSON files, only an index and a configuration belong to checkpoints. */
    private static boolean mayBeOurs(Path path) {
        String name = path.getFileName() == null ? "" : path.getFileName().toString();
        return name.endsWith(".json")
                && !name.endsWith(".index.json")
                && !name.equals("config.json");
    }

    private void openOurs(Path path, boolean isSession) {
        if (isSession) {
            openSession(path);
        } else if (model.session().isPresent()) {
            openRecipe(path);
        } else {
            model.sessions().open(path);
        }
    }

    @Override
    public void openSession(Path path) {
        model.sessionFiles()
                .open(
                        path,
                        session ->
                                layout.get()
                                        .restore(
                                                session.layout(),
                                                () -> model.pageProperty().set(session.page())));
    }

    @Override
    public void saveSession(Path path) {
        model.sessionFiles().save(path, layout.get().sizes());
    }

    @Override
    public String name() {
        return model.session().map(session -> session.checkpoint().name()).orElse("quantoscope");
    }

    @Override
    public void export() {
        sheets.exports().show();
    }

    @Override
    public void openRecipe(Path path) {
        model.recipeFiles().open(path);
    }

    @Override
    public void saveRecipe(Path path) {
        model.recipeFiles().save(path);
    }

    /** Shows what differs between the recipe of a file and the one in the window. */
    void compareWith(Path path) {
        String title = String.valueOf(path.getFileName());
        model.recipeFiles()
                .read(
                        path,
                        recipe ->
                                model.rules()
                                        .comparedProperty()
                                        .set(Optional.of(new Compared(title, recipe))));
    }

    @Override
    public void savePicture(Path path) {
        ChartDrawing drawing =
                distribution
                        .get()
                        .chart()
                        .drawing(
                                model.shown().map(TensorInfo::name).orElse(name()),
                                figures(),
                                path);
        Thread.ofVirtual().start(() -> write(drawing, path));
    }

    @Override
    public void writeReport(Path path) {
        model.writeReport(path, new SvgCharts());
    }

    private String figures() {
        return model.preview()
                .stateProperty()
                .get()
                .shown()
                .flatMap(it -> it.report().map(report -> FigureLine.of(report, it.control())))
                .orElse("");
    }

    private void write(ChartDrawing drawing, Path path) {
        Notice end;
        try {
            drawing.write();
            end = Notice.information(Texts.text("saved", path));
        } catch (IOException | RuntimeException e) {
            end = Notice.error(FailureText.of(e, path.toString()));
        }
        Notice told = end;
        Platform.runLater(() -> model.tell(told));
    }

    @Override
    public void copyNumbers() {
        ClipboardText.copy(numbers.tabSeparated());
    }

    @Override
    public void copyTable() {
        layers.copyAll();
    }

    @Override
    public void copyCommandLine() {
        model.session()
                .ifPresent(session ->
                        ClipboardText.copy(
                                CommandLineText.quantize(
                                        session.checkpoint().source(), model.editor().recipe())));
    }

    @Override
    public void showHub() {
        sheets.hub().show(this::open);
    }

    @Override
    public void showMetadata() {
        sheets.metadata().show();
    }

    @Override
    public void focusFilter() {
        layers.focusFilter();
    }

    @Override
    public void evaluate() {
        model.pageProperty().set("evaluation");
        model.evaluation().evaluate();
    }

    @Override
    public void resetZoom() {
        distribution.get().chart().resetZoom();
    }

    @Override
    public void toggleTheme() {
        themes.toggle();
    }

    @Override
    public void showPalette() {
        sheets.help().showPalette(model, commands.get().all());
    }

    @Override
    public void showKeys() {
        sheets.help().showKeys(commands.get().all());
    }

    @Override
    public void showHints() {
        firstSteps.showHints();
    }

    @Override
    public void showAbout() {
        sheets.help().showAbout();
    }

    @Override
    public void quit() {
        stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
    }
}
