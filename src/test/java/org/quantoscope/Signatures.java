package org.quantoscope;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import java.util.stream.Stream;

/** Conditions on what a method's signature gives away. */
final class Signatures {
    private Signatures() {}

    /** Satisfied by a method that takes or returns a type of a package. */
    static ArchCondition<JavaMethod> nameATypeOf(String packagePattern) {
        PackageMatcher library = PackageMatcher.of(packagePattern);
        return new ArchCondition<>("name a type of " + packagePattern) {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                Stream<JavaClass> types =
                        Stream.concat(
                                method.getReturnType().getAllInvolvedRawTypes().stream(),
                                method.getParameterTypes().stream()
                                        .flatMap(type -> type.getAllInvolvedRawTypes().stream()));
                types.filter(type -> library.matches(type.getPackageName()))
                        .forEach(type ->
                                events.add(
                                        SimpleConditionEvent.satisfied(
                                                method,
                                                method.getFullName()
                                                        + " names "
                                                        + type.getName())));
            }
        };
    }
}
