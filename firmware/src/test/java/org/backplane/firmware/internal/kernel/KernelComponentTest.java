package org.backplane.firmware.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.backplane.firmware.FirmwareException;
import org.backplane.firmware.internal.FakeWires;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelComponentTest {
    @TempDir
    Path directory;

    @Test
    void aGoodKernelGivesACardWithARomAndARegister() throws IOException {
        Path kernel = Files.write(directory.resolve("kernel.elf"), Images.elf());

        assertThat(new KernelComponent(new Config(kernel.toString(), "8M")).plug(new FakeWires()).range("loader"))
                .isNotNull();
    }

    @Test
    void aBadConfigurationIsTheReasonWhyTheSlotFails() throws IOException {
        String kernel = Files.write(directory.resolve("kernel.elf"), Images.elf()).toString();

        refused(new Config("", "8M"), "no kernel: the configuration has no property 'kernel'");
        refused(new Config(kernel, ""), "memory '' is no amount of memory such as 128M");
        refused(new Config(kernel + "x", "8M"), kernel + "x cannot be read: no such file");
    }

    private static void refused(KernelConfig config, String reason) {
        FakeWires wires = new FakeWires();
        assertThatThrownBy(() -> new KernelComponent(config).plug(wires)).isInstanceOf(FirmwareException.class)
                .hasMessage(reason);
        assertThat(wires.slabs).as("nothing is taken from the machine").isEmpty();
    }

    /** A configuration without command line and modules. */
    private record Config(String kernel, String memory) implements KernelConfig {
        @Override
        public String append() {
            return "";
        }

        @Override
        public String[] modules() {
            return new String[0];
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return KernelConfig.class;
        }
    }
}
