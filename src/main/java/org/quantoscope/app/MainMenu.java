package org.quantoscope.app;

import javafx.collections.ListChangeListener;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

import org.quantoscope.ui.control.Command;
import org.quantoscope.ui.model.WorkbenchModel;
import org.quantoscope.ui.text.Texts;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The menu bar. */
final class MainMenu extends MenuBar {
    private final Menu recent = new Menu(Texts.text("menu.recent"));

    MainMenu(
            WorkbenchCommands commands,
            WorkbenchModel model,
            RecentFiles files,
            Themes themes,
            Consumer<Path> open) {
        setId("menu");
        Menu file = menu("menu.file", commands.file());
        file.getItems().add(4, recent);
        file.getItems().add(5, new SeparatorMenuItem());
        file.getItems().add(8, new SeparatorMenuItem());
        file.getItems().add(new SeparatorMenuItem());
        file.getItems().add(file.getItems().remove(file.getItems().size() - 2));
        Menu view = menu("menu.view", commands.view());
        CheckMenuItem live = new CheckMenuItem(Texts.text("view.live"));
        live.selectedProperty().bindBidirectional(model.liveProperty());
        view.getItems().add(3, live);
        view.getItems().add(new ThemeMenu(themes));
        view.getItems().add(pages(commands.pages()));
        getMenus()
                .addAll(
                        file,
                        menu("menu.edit", commands.edit()),
                        view,
                        menu("menu.compare", commands.compare.all()),
                        menu("menu.help", commands.help()));
        files.paths().addListener((ListChangeListener<Path>) change -> showRecent(files, open));
        showRecent(files, open);
    }

    private void showRecent(RecentFiles files, Consumer<Path> open) {
        recent.getItems().clear();
        for (Path path : files.paths()) {
            MenuItem item = new MenuItem(path.toString());
            item.setMnemonicParsing(false);
            item.setOnAction(event -> open.accept(path));
            recent.getItems().add(item);
        }
        if (files.paths().isEmpty()) {
            MenuItem none = new MenuItem(Texts.text("menu.recent.none"));
            none.setDisable(true);
            recent.getItems().add(none);
        }
    }

    /** The pages, their numbers as mnemonics. */
    private static Menu pages(List<Command> commands) {
        Menu menu = new Menu(Texts.text("menu.page"));
        for (Command command : commands) {
            MenuItem item = command.menuItem();
            item.setText("_" + (menu.getItems().size() + 1) + "  " + command.plainText());
            menu.getItems().add(item);
        }
        return menu;
    }

    private static Menu menu(String key, List<Command> commands) {
        Menu menu = new Menu(Texts.text(key));
        commands.forEach(command -> menu.getItems().add(command.menuItem()));
        return menu;
    }
}
