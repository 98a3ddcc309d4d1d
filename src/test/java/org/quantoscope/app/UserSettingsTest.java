package org.quantoscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.prefs.AbstractPreferences;

class UserSettingsTest {
    private final MemoryPreferences node = new MemoryPreferences();
    private final UserSettings settings = new UserSettings(node);

    @Test
    void remembersWhatWasSet() {
        settings.setTheme(Themes.Choice.DARK);
        settings.setRecent(List.of(Path.of("/models/a b"), Path.of("/models/ü")));
        settings.setFolder(Path.of("/models"));
        settings.setNumber("width", 1600.5);
        UserSettings later = new UserSettings(node);
        assertThat(later.theme()).isEqualTo(Themes.Choice.DARK);
        assertThat(later.recent()).containsExactly(Path.of("/models/a b"), Path.of("/models/ü"));
        assertThat(later.folder()).contains(Path.of("/models"));
        assertThat(later.number("width", 1)).isEqualTo(1600.5);
    }

    @Test
    void startsWithTheSystemsThemeAndNothingElse() {
        assertThat(settings.theme()).isEqualTo(Themes.Choice.SYSTEM);
        assertThat(settings.recent()).isEmpty();
        assertThat(settings.folder()).isEmpty();
        assertThat(settings.number("width", 7)).isEqualTo(7);
    }

    @Test
    void takesValuesItDoesNotKnowAsNeverSet() {
        node.put("theme", "SEPIA");
        node.put("width", "wide");
        node.put("recent", "\0\n/models");
        assertThat(settings.theme()).isEqualTo(Themes.Choice.SYSTEM);
        assertThat(settings.number("width", 7)).isEqualTo(7);
        assertThat(settings.recent()).containsExactly(Path.of("/models"));
    }

    @Test
    void leavesOutPathsThatItsFileCannotHold() {
        settings.setRecent(List.of(Path.of("/models/a\nb"), Path.of("/models/c")));
        settings.setFolder(Path.of("/models/\u0001"));
        assertThat(settings.recent()).containsExactly(Path.of("/models/c"));
        assertThat(settings.folder()).isEmpty();
    }

    @Test
    void worksWherePreferencesCannotBeReadNorWritten() {
        node.broken = true;
        settings.setTheme(Themes.Choice.DARK);
        settings.setRecent(List.of(Path.of("/models")));
        settings.setFolder(Path.of("/models"));
        settings.setNumber("width", 1600);
        assertThat(settings.theme()).isEqualTo(Themes.Choice.SYSTEM);
        assertThat(settings.recent()).isEmpty();
        assertThat(settings.folder()).isEmpty();
        assertThat(settings.number("width", 7)).isEqualTo(7);
    }

    @Test
    void writesWhatWasSetWithoutWaitingForTheProgramToEnd() throws Exception {
        settings.setTheme(Themes.Choice.DARK);
        settings.setNumber("width", 1600);
        assertThat(node.flushed.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        settings.setRecent(List.of(Path.of("/models")));
        assertThat(node.flushed.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    }

    /** Preferences in memory, which can be made to fail as those of the system may. */
    private static final class MemoryPreferences extends AbstractPreferences {
        private final Map<String, String> values = new HashMap<>();
        private final Semaphore flushed = new Semaphore(0);
        private boolean broken;

        MemoryPreferences() {
            super(null, "");
        }

        private Map<String, String> values() {
            if (broken) {
                throw new IllegalStateException("no backing store");
            }
            return values;
        }

        @Override
        public String get(String key, String otherwise) {
            return values().getOrDefault(key, otherwise);
        }

        @Override
        public void put(String key, String value) {
            values().put(key, value);
        }

        @Override
        protected void putSpi(String key, String value) {
            values().put(key, value);
        }

        @Override
        protected @Nullable String getSpi(String key) {
            return values().get(key);
        }

        @Override
        protected void removeSpi(String key) {
            values().remove(key);
        }

        @Override
        protected void removeNodeSpi() {}

        @Override
        protected String[] keysSpi() {
            return values().keySet().toArray(String[]::new);
        }

        @Override
        protected String[] childrenNamesSpi() {
            return new String[0];
        }

        @Override
        protected AbstractPreferences childSpi(String name) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        protected void syncSpi() {}

        @Override
        protected void flushSpi() {
            flushed.release();
        }
    }
}
