package org.backplane.device.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kit prints of a failure compiles in the class that extends it, and fails the same way. */
class ReproducerTest {
    @TempDir
    Path folder;

    @Test
    void theReproducerIsAShortTestThatFailsTheSameWay() throws Exception {
        String test = MutationTest.report(Mutation.A_SEQUENCE_OF_WRITES_MAKES_IT_THROW).finding("fuzz").reproducer();
        assertThat(test.lines().filter(line -> line.contains(".write("))).as("three values and one too many:\n" + test)
                .hasSize(4);

        Method reproduces = compiled(test).getDeclaredMethod("reproducesFuzz");
        Constructor<?> constructor = reproduces.getDeclaringClass().getDeclaredConstructor();
        Object instance = constructor.newInstance();
        assertThatThrownBy(() -> reproduces.invoke(instance)).hasRootCauseInstanceOf(ArithmeticException.class);
    }

    private Class<?> compiled(String test) throws Exception {
        Path source = Files.writeString(folder.resolve("Reproduced.java"), "package org.backplane.device.tck;\n"
                + "public class Reproduced extends DeviceTck {\n"
                + "    public Reproduced() { }\n"
                + "    protected Specimen specimen(org.backplane.bus.testkit.FakeWires wires) {\n"
                + "        return Specimen.of(new SampleDevice(Mutation.A_SEQUENCE_OF_WRITES_MAKES_IT_THROW));\n"
                + "    }\n" + test + "}\n");
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-d", folder.toString(),
                "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(result).as(test).isZero();
        byte[] bytes = Files.readAllBytes(folder.resolve("org/backplane/device/tck/Reproduced.class"));
        return MethodHandles.lookup().defineClass(bytes);
    }
}
