package org.quantoscope.cli;

import org.quantoscope.kernel.KernelProvider;

import picocli.CommandLine.IVersionProvider;

/**
 * What {@code --version} prints: the version, the Java it runs on, and the kernels chosen with the
 * reason.
 */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        KernelProvider.Choice choice = KernelProvider.choose();
        return new String[] {
            "Quantoscope " + (version().isEmpty() ? "(not installed)" : version()),
            "Java "
                    + System.getProperty("java.version")
                    + ", "
                    + System.getProperty("java.vm.name"),
            "Kernels: " + choice.kernels().name() + " (" + choice.reason() + ")"
        };
    }

    /** Of the installed program, as exports carry it; empty where it runs from its classes. */
    static String version() {
        String fromJar = VersionText.class.getPackage().getImplementationVersion();
        return fromJar == null ? "" : fromJar;
    }
}
