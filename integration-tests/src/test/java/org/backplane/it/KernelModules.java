package org.backplane.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The modules of a kernel as Debian packs them. What each depends on stands in itself, in its section .modinfo. */
final class KernelModules {
    private static final String SUFFIX = ".ko";
    /** A list of names with commas between them, behind the zero that ends the entry before it. */
    private static final Pattern DEPENDS = Pattern.compile("\0depends=([^\0]*)\0");

    private final Map<String, Path> files;
    private final Set<String> builtIn;

    private KernelModules(Map<String, Path> files, Set<String> builtIn) {
        this.files = files;
        this.builtIn = builtIn;
    }

    /** Those of a kernel that {@link DebianLinux#kernel} gave; skips the test without them. */
    static KernelModules of(Path kernel) throws IOException {
        Path folder = DebianLinux.modules(kernel);
        Map<String, Path> files = new HashMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(file -> file.toString().endsWith(SUFFIX)).forEach(file -> files.put(name(file.toString()), file));
        }
        Set<String> builtIn = new HashSet<>();
        for (String file : Files.readAllLines(folder.resolve("modules.builtin"))) {
            builtIn.add(name(file));
        }
        return new KernelModules(files, builtIn);
    }

    /** No modules at all. */
    static KernelModules none() {
        return new KernelModules(Map.of(), Set.of());
    }

    /** A module behind those that it depends on, in the order in which they can be loaded; nothing if it is built in. */
    List<Path> withDependencies(String module) throws IOException {
        Set<Path> found = new LinkedHashSet<>();
        collect(name(module), found);
        return new ArrayList<>(found);
    }

    private void collect(String module, Set<Path> found) throws IOException {
        if (builtIn.contains(module)) {
            return;
        }
        Path file = files.get(module);
        if (file == null) {
            throw new AssertionError("the kernel has no module " + module);
        }
        Matcher depends = DEPENDS.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (depends.find() && !depends.group(1).isEmpty()) {
            for (String other : depends.group(1).split(",")) {
                collect(name(other), found);
            }
        }
        found.add(file);
    }

    /** The kernel's name for a module: a hyphen of the file's name counts as an underscore. */
    private static String name(String file) {
        String last = file.substring(file.lastIndexOf('/') + 1).replace('-', '_');
        return last.endsWith(SUFFIX) ? last.substring(0, last.length() - SUFFIX.length()) : last;
    }
}
