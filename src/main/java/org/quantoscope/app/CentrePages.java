package org.quantoscope.app;

import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.Region;

import org.quantoscope.ui.control.Texts;
import org.quantoscope.ui.control.Tips;

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

    CentrePages(List<Page> pages) {
        this.pages = pages;
        setId("pages");
        getStyleClass().add("centre-pages");
        setTabClosingPolicy(TabClosingPolicy.UNAVAILABLE);
        for (Page page : pages) {
            Tab tab = new Tab(Texts.text("page." + page.key()), page.node());
            tab.setId("page-" + page.key());
            tab.setTooltip(Tips.of(Texts.text("page." + page.key() + ".hint")));
            getTabs().add(tab);
        }
    }

    /** Shows a page by its place; a place that is none shows the first. */
    void show(int index) {
        getSelectionModel().select(index >= 0 && index < pages.size() ? index : 0);
    }

    Page shown() {
        return pages.get(Math.max(0, getSelectionModel().getSelectedIndex()));
    }
}
