package org.backplane.launcher.guest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Packages for i386 through the user's own apt, with lists and state in a folder of ours: nothing is installed, no architecture
 * is added to the system, and no rights are needed.
 */
final class DebianPackages {
    private static final int ALL = 100;
    /** What apt says to {@code APT::Status-Fd} (apt.conf(5)): the kind, an item, per cent, a text. */
    private static final Pattern PROGRESS = Pattern.compile("dlstatus:[^:]*:([0-9.]+):.*");
    private static final Pattern DEPENDENCY = Pattern.compile(" *Depends: (\\S+)");
    private static final String INSTEAD = "; get a kernel for i386 (bzImage or vmlinux) and an initial RAM disk, and start them "
            + "with --machine minimal --kernel FILE --initrd FILE";

    private final Path work;
    private final Path unpacked;

    DebianPackages(Path work) {
        this.work = work;
        this.unpacked = work.resolve("unpacked");
    }

    /** Downloads and unpacks packages; one that only names another stands for that. Returns the folder. */
    Path fetch(List<String> packages) throws IOException {
        for (String folder : List.of("state/lists/partial", "cache/archives/partial", "unpacked")) {
            Files.createDirectories(work.resolve(folder));
        }
        Files.createFile(work.resolve("status"));
        try (ProgressBar bar = bar("Lists")) {
            // A source that is out of reach does not matter if another one has the packages.
            run(apt("apt-get", "-o", "APT::Status-Fd=1", "update"), line -> progress(bar, line));
        }
        List<String> download = apt("apt-get", "-o", "APT::Status-Fd=1", "download");
        for (String name : packages) {
            download.add(dependency(name));
        }
        try (ProgressBar bar = bar("Packages")) {
            if (run(download, line -> progress(bar, line)) != 0) {
                throw new GuestException("apt-get finds no " + String.join(" and ", packages) + " for i386" + INSTEAD);
            }
        }
        unpack();
        return unpacked;
    }

    /** The package that a package of no contents stands for, or itself. */
    private String dependency(String name) throws IOException {
        List<String> lines = new ArrayList<>();
        run(apt("apt-cache", "depends", name), lines::add);
        return lines.stream().map(DEPENDENCY::matcher).filter(Matcher::matches).map(found -> found.group(1))
                .filter(depends -> depends.startsWith("linux-image-")).findFirst().orElse(name);
    }

    private void unpack() throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".deb")).toList()) {
                if (run(List.of("dpkg-deb", "-x", file.toString(), unpacked.toString()), line -> { }) != 0) {
                    throw new GuestException("dpkg-deb cannot unpack " + file.getFileName());
                }
            }
        }
    }

    private List<String> apt(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program, "-q", "-o", "APT::Architecture=i386",
                "-o", "APT::Architectures::=i386", "-o", "Dir::State=" + work.resolve("state"),
                "-o", "Dir::State::status=" + work.resolve("status"), "-o", "Dir::Cache=" + work.resolve("cache"),
                "-o", "APT::Sandbox::User=" + System.getProperty("user.name")));
        command.addAll(List.of(arguments));
        return command;
    }

    private static ProgressBar bar(String what) {
        return new ProgressBarBuilder().setTaskName(what).setInitialMax(ALL).setStyle(ProgressBarStyle.ASCII)
                .hideEta().build();
    }

    private static void progress(ProgressBar bar, String line) {
        Matcher progress = PROGRESS.matcher(line);
        if (progress.matches()) {
            bar.stepTo((long) Double.parseDouble(progress.group(1)));
        }
    }

    /** Runs a program, in the folder; returns its status. */
    private int run(List<String> command, Consumer<String> line) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C");
        Process process;
        try {
            process = builder.start();
        } catch (IOException absent) {
            throw new GuestException("there is no " + command.get(0) + ", the package manager of Debian" + INSTEAD);
        }
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(line);
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            process.destroy();
            throw new GuestException("interrupted");
        }
    }
}
