package org.quantoscope.ui.help;

import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

import org.quantoscope.ui.control.Figures;
import org.quantoscope.ui.control.Icon;
import org.quantoscope.ui.text.Texts;

/** What the program is, its version, and what it computes with. */
public final class AboutView extends VBox {
    /**
     * @param version of the program
     * @param kernels name of the kernels in use
     * @param reason why those
     */
    public AboutView(String version, String kernels, String reason) {
        getStyleClass().add("about");
        Label name = new Label(Texts.text("about.name", version));
        name.getStyleClass().add("sheet-title");
        getChildren().addAll(Icon.of("logo"), name);
        for (String line :
                new String[] {
                    Texts.text("about.what"),
                    Texts.text("about.method"),
                    Texts.text("about.kernels", kernels, reason),
                    Texts.text(
                            "about.java",
                            System.getProperty("java.version"),
                            System.getProperty("javafx.runtime.version", ""),
                            Runtime.getRuntime().availableProcessors(),
                            Figures.bytes(Runtime.getRuntime().maxMemory()))
                }) {
            Label label = new Label(line);
            label.setWrapText(true);
            label.setMaxWidth(460);
            getChildren().add(label);
        }
    }
}
