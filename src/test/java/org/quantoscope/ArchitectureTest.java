package org.quantoscope;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.quantoscope.PackageTable.Row;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The architecture as rules; each failure prints the reason of the rule it breaks. */
class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(PackageTable.ROOT);

    private static final PackageTable TABLE = PackageTable.ofProject();

    private static final String[] ENGINE = {
        "org.quantoscope.tensor..",
        "org.quantoscope.work..",
        "org.quantoscope.kernel..",
        "org.quantoscope.checkpoint..",
        "org.quantoscope.quant..",
        "org.quantoscope.recipe..",
        "org.quantoscope.session..",
        "org.quantoscope.analysis..",
        "org.quantoscope.inference..",
        "org.quantoscope.export.."
    };

    @TestFactory
    Stream<DynamicTest> packagesNameOnlyWhatTheTablePermits() {
        return rows().map(row ->
                DynamicTest.dynamicTest(row.home(), () -> tableRule(row).check(CLASSES)));
    }

    @Test
    void everyPackageIsInTheTable() {
        Set<String> known =
                rows().map(Row::packageName).collect(Collectors.toCollection(TreeSet::new));
        known.add(PackageTable.ROOT + ".app");
        assertThat(known)
                .as("give a new package a row, with its reason")
                .containsAll(packageNames());
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() {
        assertThat(packageNames())
                .allSatisfy(name ->
                        assertThat(CLASSES.getPackage(name).isAnnotatedWith(NullMarked.class))
                                .as("package-info of %s carries @NullMarked", name)
                                .isTrue());
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.quantoscope.(**)")
                .should()
                .beFreeOfCycles()
                .because("a package that can be read alone can be trusted alone")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void nothingNamesTheRoot() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.quantoscope.app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.quantoscope.app..")
                .because("app wires everything by constructors, so nothing can ask it for anything")
                .check(CLASSES);
    }

    @Test
    void onlyTheChooserAndTheRootNameTheVectorTwins() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.quantoscope.kernel..", "org.quantoscope.app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.quantoscope.kernel.simd..")
                .because("which twin runs is chosen once, and its results must not depend on it")
                .check(CLASSES);
    }

    @TestFactory
    Stream<DynamicTest> librariesStayInTheirHomes() {
        return Stream.of(
                home(PackageTable.JAVAFX, "the engine runs headless", "ui..", "app.."),
                home(
                        PackageTable.AWT,
                        "the engine runs headless; charts alone need it",
                        "ui.chart..",
                        "app.."),
                home("javax.swing..", "the window is JavaFX"),
                home(
                        PackageTable.JFREECHART,
                        "charts can be drawn by another library one day",
                        "ui.chart.."),
                home(PackageTable.CONTROLSFX, "a view may use it, a model may not", "ui.."),
                home(PackageTable.ATLANTAFX, "a theme is a choice of the root", "app.."),
                home(
                        PackageTable.PICOCLI,
                        "arguments are the commands' business",
                        "cli..",
                        "app.."),
                home(PackageTable.J2HTML, "a page is one of many forms", "report.."),
                home(
                        PackageTable.EJML,
                        "linear algebra belongs to methods and measures",
                        "quant..",
                        "analysis.."),
                home(
                        PackageTable.VECTOR_API,
                        "it is an incubator: one place to mend",
                        "kernel.simd.."),
                home(
                        PackageTable.JACKSON,
                        "JSON is a form, not a value",
                        "checkpoint.*..",
                        "recipe..",
                        "session..",
                        "cli.."));
    }

    @TestFactory
    Stream<DynamicTest> engineSignaturesNameNoLibrary() {
        return Stream.of(
                        PackageTable.JACKSON,
                        PackageTable.PICOCLI,
                        PackageTable.EJML,
                        PackageTable.JFREECHART,
                        PackageTable.VECTOR_API)
                .map(library ->
                        DynamicTest.dynamicTest(
                                library,
                                () ->
                                        noMethods()
                                                .that()
                                                .areDeclaredInClassesThat()
                                                .resideInAnyPackage(ENGINE)
                                                .and()
                                                // Trees go from here to formats only.
                                                .areDeclaredInClassesThat()
                                                .resideOutsideOfPackage(
                                                        "org.quantoscope.checkpoint.folder")
                                                .and()
                                                .arePublic()
                                                .and()
                                                .areDeclaredInClassesThat()
                                                .arePublic()
                                                .should(Signatures.nameATypeOf(library))
                                                .because(
                                                        "a library behind a signature cannot be replaced")
                                                .allowEmptyShould(true)
                                                .check(CLASSES)));
    }

    @Test
    void engineHoldsTensorsInMemorySegmentsOnly() {
        noClasses()
                .that()
                .resideInAnyPackage(ENGINE)
                .and()
                // A channel writes buffers only; the writers hand it a view of their segment.
                .haveSimpleNameNotEndingWith("Writer")
                .and()
                // So does CRC32C, where it shall not copy.
                .haveSimpleNameNotEndingWith("Checksum")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ByteBuffer.class)
                .because("a buffer ends at 2 GiB and hides who owns the memory")
                .check(CLASSES);
    }

    @Test
    void nobodyMapsIntoTheGlobalArena() {
        noClasses()
                .should()
                .callMethod(Arena.class, "global")
                .because("what the global arena maps is never unmapped")
                .check(CLASSES);
    }

    @Test
    void nobodyBelowTheCommandsPrints() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.quantoscope.cli..", "org.quantoscope.app..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .because(
                        "an engine returns values and throws reasons; who calls it decides what people see")
                .check(CLASSES);
        noClasses()
                .should()
                .callMethod(Throwable.class, "printStackTrace")
                .because("a user reads one line, not a stack trace")
                .check(CLASSES);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Service|Impl)(\\$.*)?")
                .because("these words fit any class and explain none")
                .check(CLASSES);
    }

    @Test
    void tableRuleRefusesAnUnlistedImport() {
        JavaClasses itself = new ClassFileImporter().importClasses(ArchitectureTest.class);
        Row nothing = new Row("*", Set.of(), Set.of(), "this test names JUnit");
        ArchRule rule =
                classes()
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(nothing.permitted())
                        .because(nothing.reason());
        assertThatThrownBy(() -> rule.check(itself))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("this test names JUnit");
    }

    /** The rows of the table, with one for every package {@code ui.<task>} that exists. */
    private static Stream<Row> rows() {
        Set<String> listed =
                TABLE.rows().stream().map(Row::packageName).collect(Collectors.toSet());
        List<Row> views =
                packageNames().stream()
                        .filter(name -> name.startsWith("org.quantoscope.ui."))
                        .filter(name -> !listed.contains(name))
                        .map(name ->
                                PackageTable.viewRow(
                                        name.substring(PackageTable.ROOT.length() + 1)))
                        .toList();
        return Stream.concat(TABLE.rows().stream(), views.stream());
    }

    private static Set<String> packageNames() {
        return CLASSES.stream()
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static ArchRule tableRule(Row row) {
        return classes()
                .that()
                .resideInAPackage(row.packageName())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(row.permitted())
                .because(row.reason())
                .allowEmptyShould(true);
    }

    private static DynamicTest home(String library, String reason, String... homes) {
        String[] patterns =
                Stream.of(homes).map(home -> PackageTable.ROOT + "." + home).toArray(String[]::new);
        ArchRule rule =
                noClasses()
                        .that()
                        .resideOutsideOfPackages(patterns)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(library)
                        .because(reason);
        return DynamicTest.dynamicTest(library, () -> rule.check(CLASSES));
    }
}
