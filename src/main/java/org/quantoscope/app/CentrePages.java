package org.quantoscope.app;

import javafx.beans.property.StringProperty;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.Region;

import org.quantoscope.ui.control.Tips;
import org.quantoscope.ui.text.Texts;

import java.util.List;

/** The pages of the window's centre, one on screen at a time. */
final class CentrePages extends TabPane {
    private final List<Page> pages;

    /**
     * One page.
     *
     * @param key its title is the text {@code page.<key>}, its explanation {@code page.<key>.hint}
     * @param node what it shows
     * @param withNumbers whether the numbers of the selected tensor are shown below it; a page
     *     without them gets their room
     */
    record Page(String key, Region node, boolean withNumbers) {}

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
            Tab tab = new Tab(Texts.text("page." + page.key()), page.node());
            tab.setId("page-" + page.key());
            tab.setTooltip(Tips.of(Texts.text("page." + page.key() + ".hint")));
            getTabs().add(tab);
        }
        key.set(shown().key());
        getSelectionModel().selectedIndexProperty().subscribe(index -> key.set(shown().key()));
        key.subscribe(this::show);
    }

    /** Brings a page on screen; a key that is none changes nothing. */
    void show(String key) {
        for (int i = 0; i < pages.size(); i++) {
            if (pages.get(i).key().equals(key)) {
                getSelectionModel().select(i);
            }
        }
    }

    /** Keys of the pages, in order. */
    List<String> keys() {
        return pages.stream().map(Page::key).toList();
    }

    Page shown() {
        return pages.get(Math.max(0, getSelectionModel().getSelectedIndex()));
    }
}
