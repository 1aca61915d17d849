package org.backplane.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the commands by which an author makes a device, in a folder of its own. They find our jars in a repository as
 * {@code mvn install} leaves it, and everything else in what this build has downloaded: nothing comes from the network.
 */
final class GeneratedProject {
    private static final Path REPOSITORY = Path.of("target", "archetype-repository").toAbsolutePath();
    private static final Path MAVEN = Path.of(System.getProperty("maven.home", "none"), "bin", "mvn");
    private static final String DOWNLOADED = System.getProperty("maven.repo.local", System.getProperty("local.repository"));
    private static final String VERSION = "0.1.0";
    private static final int PATIENCE_MINUTES = 4;

    private final Path folder;
    private final Path settings;

    GeneratedProject(Path folder) throws IOException {
        this.folder = folder;
        settings = Files.writeString(folder.resolve("settings.xml"), "<settings><mirrors><mirror><id>downloaded</id>"
                + "<mirrorOf>*</mirrorOf><url>" + Path.of(DOWNLOADED).toUri() + "</url></mirror></mirrors></settings>");
        install("backplane", "pom", Path.of("..", "pom.xml"));
        for (String module : new String[] {"bus-api", "bus-testkit", "device-archetype", "device-tck"}) {
            install(module, "pom", Path.of("..", module, "pom.xml"));
            install(module, "jar", Path.of("..", module, "target", module + "-" + VERSION + ".jar"));
        }
    }

    static boolean possible() {
        return Files.isExecutable(MAVEN);
    }

    private static void install(String artifact, String extension, Path file) throws IOException {
        Path place = REPOSITORY.resolve(Path.of("org", "backplane", artifact, VERSION));
        Files.createDirectories(place);
        Files.copy(file, place.resolve(artifact + "-" + VERSION + "." + extension), StandardCopyOption.REPLACE_EXISTING);
    }

    /** The Maven commands of a document: indented lines that begin with {@code mvn}, with their continuations. */
    static List<String> commands(Path document) throws IOException {
        String text = Files.readString(document).replaceAll("\\\\\n\\s+", "");
        return text.lines().filter(line -> line.startsWith("    mvn ")).map(String::strip).toList();
    }

    /** Runs a command of a document in a folder, {@code .} for that in which the project is made. */
    void run(String where, String command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(MAVEN.toString(), "-B", "-ntp", "-s", settings.toString(),
                "-Dmaven.repo.local=" + REPOSITORY));
        words.addAll(Arrays.asList(command.split(" +")).subList(1, command.split(" +").length));
        File log = folder.resolve("log").toFile();
        Process process = new ProcessBuilder(words).directory(folder.resolve(where).toFile()).redirectErrorStream(true)
                .redirectOutput(log).start();
        boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
        process.destroy();
        assertThat(ended && process.exitValue() == 0).as("%s: %s", command, Files.readString(log.toPath())).isTrue();
    }
}
