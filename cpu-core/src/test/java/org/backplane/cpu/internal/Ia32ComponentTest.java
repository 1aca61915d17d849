package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import org.backplane.bus.processor.ProcessorCore;
import org.backplane.mmu.internal.MmuComponent;
import org.junit.jupiter.api.Test;

/** Which processor a configuration makes. */
class Ia32ComponentTest {
    private static ProcessorCore plug(String vendor, int model, String... features) {
        return new Ia32Component(new MmuComponent(), new Config(vendor, 6, model, 3, "Test", features, "check"))
                .plug(new TestSocket(1 << 20));
    }

    private static long register(ProcessorCore processor, String name) {
        return processor.registers().stream().filter(register -> register.name.equals(name)).findFirst().orElseThrow().value;
    }

    @Test
    void edxHoldsTheSignatureAfterReset() {
        assertThat(register(plug("GenuineIntel", 8), "EDX")).isEqualTo(0x683);
        assertThat(register(new Ia32Component(new MmuComponent()).plug(new TestSocket(1 << 20)), "EDX")).isEqualTo(0x6F1);
    }

    @Test
    void whatCannotBeIsSaidInOneLine() {
        assertThatThrownBy(() -> plug("Intel", 8)).hasMessage("vendor: 'Intel' has not 12 ASCII characters");
        assertThatThrownBy(() -> plug("GenuineIntel", 8, "-AVX"))
                .hasMessageStartingWith("features: 'AVX' is none of FPU, VME, DE, ");
        assertThatThrownBy(() -> new Ia32Component(new MmuComponent(), "qemu").plug(new TestSocket(1 << 20)))
                .hasMessage("engine: 'qemu' is not interpreter, translator or check");
    }

    @Test
    void afterResetMemoryIsUncacheable() {
        assertThat(plug("GenuineIntel", 8).explain(0x1000).type).isEqualTo("UC");
    }

    private record Config(String vendor, int family, int model, int stepping, String name, String[] features, String engine)
            implements Ia32Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return Ia32Config.class;
        }
    }
}
