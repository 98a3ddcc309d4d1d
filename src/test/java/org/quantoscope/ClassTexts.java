package org.quantoscope;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.constant.ConstantDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** String constants of compiled classes, and where they go. */
final class ClassTexts {
    /** Stands for a call with a variable number of arguments, of which the text is the first. */
    static final String WITH_MORE = "…";

    private ClassTexts() {}

    /**
     * A string constant.
     *
     * @param type the outermost class that it stands in, without the package
     * @param text the constant; of a concatenation the fixed parts, with \1 between them
     * @param next what is called right behind it, as {@code owner.name}; {@link #WITH_MORE} where
     *     an array of more arguments follows; or empty
     */
    record Text(String type, String text, String next) {}

    /** Those of every class below a folder of class files. */
    static List<Text> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Text> found = new ArrayList<>();
            for (Path file :
                    files.filter(it -> it.toString().endsWith(".class")).sorted().toList()) {
                collect(ClassFile.of().parse(file), found);
            }
            return found;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void collect(ClassModel model, List<Text> found) {
        String name = model.thisClass().asInternalName();
        String type = name.substring(name.lastIndexOf('/') + 1).replaceFirst("\\$.*", "");
        for (MethodModel method : model.methods()) {
            method.code().ifPresent(code -> collect(type, code, found));
        }
    }

    private static void collect(String type, CodeModel code, List<Text> found) {
        List<CodeElement> elements = code.elementList();
        for (int i = 0; i < elements.size(); i++) {
            switch (elements.get(i)) {
                case ConstantInstruction constant
                        when constant.constantValue() instanceof String text ->
                        found.add(new Text(type, text, nextCall(elements, i + 1)));
                case InvokeDynamicInstruction concatenation -> {
                    for (ConstantDesc argument : concatenation.bootstrapArgs()) {
                        if (argument instanceof String recipe) {
                            found.add(new Text(type, recipe, nextCall(elements, i + 1)));
                        }
                    }
                }
                default -> {}
            }
        }
    }

    private static String nextCall(List<CodeElement> elements, int from) {
        for (int i = from; i < elements.size(); i++) {
            switch (elements.get(i)) {
                case InvokeInstruction call -> {
                    return call.owner().asInternalName() + "." + call.name().stringValue();
                }
                case ConstantInstruction size -> {}
                case NewReferenceArrayInstruction more -> {
                    return WITH_MORE;
                }
                case Instruction other -> {
                    return "";
                }
                default -> {}
            }
        }
        return "";
    }
}
