package org.quantoscope.app;

import javafx.beans.property.StringProperty;
import javafx.event.EventHandler;
import javafx.geometry.Dimension2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

import org.quantoscope.ui.control.LinesAhead;
import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.text.Texts;

import java.util.List;
import java.util.Optional;

/** The pages of the window's centre, one on screen at a time. */
final class CentrePages extends TabPane {
    private final List<Page> pages;

    /**
     * One page.
     *
     * @param key its title is the text {@code page.<key>}, its explanation {@code page.<key>.hint}
     * @param node what it shows
     * @param least width and height below which the page is scrolled instead of cut off
     * @param withNumbers whether the numbers of the selected tensor are shown below it; a page
     *     without them gets their room
     */
    record Page(String key, Region node, Dimension2D least, boolean withNumbers) {}

    /**
     * @param key of the page on screen, in both directions; a key that is none changes nothing
     */
    CentrePages(List<Page> pages, StringProperty key) {
        this.pages = pages;
        setId("pages");
        getStyleClass().add("centre-pages");
        setAccessibleText(Texts.text("pages.title"));
        setTabClosingPolicy(TabClosingPolicy.UNAVAILABLE);
        for (Page page : pages) {
            Tab tab = new Tab(Texts.text("page." + page.key()));
            tab.setContent(scrolled(page, tab));
            tab.setId("page-" + page.key());
            tab.setTooltip(Tips.of(Texts.text("page." + page.key() + ".hint")));
            getTabs().add(tab);
        }
        key.set(shown().key());
        getSelectionModel().selectedIndexProperty().subscribe(index -> key.set(shown().key()));
        key.subscribe(this::show);
    }

    /** As large as the tab, and scrolled where that is too small, as it is on a scaled screen. */
    private static ScrollPane scrolled(Page page, Tab tab) {
        Holder holder = new Holder(page.node());
        holder.setMinSize(page.least().getWidth(), page.least().getHeight());
        // Pages know by what holds them whether they are on screen, and compute nothing else.
        holder.visibleProperty().bind(tab.selectedProperty());
        ScrollPane scroll = new ScrollPane(holder);
        scroll.getStyleClass().add("page-scroll");
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setFocusTraversable(false);
        opensAtItsCorner(scroll, tab);
        return scroll;
    }

    /** Gives its page another size only while the page is on screen: the others can wait. */
    private static final class Holder extends StackPane {
        Holder(Region page) {
            super(page);
            visibleProperty().subscribe(this::requestLayout);
        }

        @Override
        protected void layoutChildren() {
            if (isVisible()) {
                super.layoutChildren();
            }
        }
    }

    /**
     * A page opens at its upper left: what gets the keyboard first does not scroll it, only the
     * user does.
     */
    private static void opensAtItsCorner(ScrollPane scroll, Tab tab) {
        boolean[] taken = {false};
        Runnable home =
                () -> {
                    if (!taken[0]) {
                        scroll.setHvalue(0);
                        scroll.setVvalue(0);
                    }
                };
        scroll.vvalueProperty().subscribe((before, now) -> home.run());
        scroll.hvalueProperty().subscribe((before, now) -> home.run());
        tab.selectedProperty()
                .subscribe(selected -> {
                    taken[0] = false;
                    home.run();
                });
        EventHandler<InputEvent> take = event -> taken[0] = true;
        scroll.addEventFilter(ScrollEvent.SCROLL, take);
        scroll.addEventFilter(MouseEvent.MOUSE_PRESSED, take);
        scroll.addEventFilter(KeyEvent.KEY_PRESSED, take);
    }

    /** Brings a page on screen; a key that is none changes nothing. */
    void show(String key) {
        for (int i = 0; i < pages.size(); i++) {
            if (pages.get(i).key().equals(key)) {
                getSelectionModel().select(i);
            }
        }
    }

    /**
     * Lays every page out and makes the lines of its tables, so that nothing of that is done for
     * the first time when the page is turned to; call before something is open.
     *
     * @param root of the window
     */
    void layOutAll(Parent root) {
        String first = shown().key();
        for (Page page : pages) {
            show(page.key());
            root.applyCss();
            root.layout();
            if (page.node() instanceof LinesAhead view) {
                view.makeLines();
            }
        }
        show(first);
    }

    /**
     * What saves a chart of the page at hand: the one that has the keyboard, or else the first;
     * none on a page without charts.
     */
    Optional<Button> savesPicture() {
        List<Button> buttons =
                shown().node().lookupAll(".tool-save-picture").stream()
                        .map(Button.class::cast)
                        .filter(CentrePages::isOnScreen)
                        .toList();
        return buttons.stream()
                .filter(it -> it.getParent().getParent().lookup(":focused") != null)
                .findFirst()
                .or(() -> buttons.stream().findFirst());
    }

    private static boolean isOnScreen(Node node) {
        return node.isVisible() && (node.getParent() == null || isOnScreen(node.getParent()));
    }

    /** Keys of the pages, in order. */
    List<String> keys() {
        return pages.stream().map(Page::key).toList();
    }

    Page shown() {
        return pages.get(Math.max(0, getSelectionModel().getSelectedIndex()));
    }
}
