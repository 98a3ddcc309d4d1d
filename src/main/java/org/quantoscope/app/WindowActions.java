package org.quantoscope.app;

import java.nio.file.Path;

/** What the commands ask of the window. */
interface WindowActions {
    void open(Path path);

    void showHub();

    /** A name for new files: that of the open checkpoint. */
    String name();

    void export();

    void openRecipe(Path path);

    void saveRecipe(Path path);

    void openSession(Path path);

    void saveSession(Path path);

    void savePicture(Path path);

    void writeReport(Path path);

    void copyNumbers();

    void copyTable();

    void copyCommandLine();

    void showMetadata();

    void focusFilter();

    /** Measures the recipe by running the model, on the page that shows it. */
    void evaluate();

    void resetZoom();

    void toggleTheme();

    void showPalette();

    void showKeys();

    void showHints();

    void showAbout();

    void quit();
}
