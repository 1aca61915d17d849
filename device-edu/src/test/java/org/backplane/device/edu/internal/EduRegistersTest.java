package org.backplane.device.edu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.backplane.bus.Reset;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.junit.jupiter.api.Test;

/** The register file: QEMU edu "MMIO area spec". */
class EduRegistersTest {
    private final EduDriver driver = new EduDriver();

    @Test
    void registersHaveTheirResetValues() {
        assertThat(driver.read(0x00)).as("identification: version 1.0 of the edu").isEqualTo(0x010000ed);
        assertThat(List.of(0x04, 0x08, 0x20, 0x24, 0x80, 0x88, 0x90, 0x98))
                .allSatisfy(offset -> assertThat(driver.read(offset)).isZero());
        assertThat(driver.wires.events().guest()).isEmpty();
    }

    @Test
    void theLivenessRegisterComplementsWhatIsWritten() {
        driver.write(0x04, 0x12345678);

        assertThat(driver.read(0x04)).isEqualTo(0xedcba987);
    }

    @Test
    void writeOnlyRegistersReadAllOnes() {
        assertThat(driver.read(0x60)).isEqualTo(-1);
        assertThat(driver.read(0x64)).isEqualTo(-1);
        assertThat(driver.wires.events().guest()).as("a driver should not do this").hasSize(2);
    }

    @Test
    void readOnlyRegistersKeepTheirValues() {
        driver.write(0x00, 0);
        driver.write(0x24, -1);

        assertThat(driver.read(0x00)).isEqualTo(0x010000ed);
        assertThat(driver.read(0x24)).isZero();
        assertThat(driver.wires.events().guest()).hasSize(2).anyMatch(text -> text.contains("IDENTIFICATION"));
    }

    @Test
    void registersBelow80TakeFourBytesOnly() {
        driver.bar0.write(0x20, 8, 0x80);

        assertThat(driver.bar0.read(0x00, 8)).isEqualTo(-1);
        assertThat(driver.read(0x20)).as("the wide write had no effect").isZero();
    }

    @Test
    void dmaRegistersTakeFourOrEightBytes() {
        driver.bar0.write(0x80, 8, 0x1122334455667788L);
        assertThat(driver.bar0.read(0x80, 8)).isEqualTo(0x1122334455667788L);
        assertThat(driver.read(0x80)).as("the low half").isEqualTo(0x55667788);
        assertThat(driver.read(0x84)).as("the high half cannot be had alone").isEqualTo(-1);

        driver.write(0x80, 9);
        assertThat(driver.bar0.read(0x80, 8)).as("a narrow write clears the high half").isEqualTo(9);
    }

    @Test
    void theCardDoesWhatTheTableSays() {
        for (EduRegister register : EduRegister.values()) {
            EduDriver fresh = new EduDriver();
            fresh.read(register.offset());
            assertThat(fresh.wires.events().guest()).as("reading %s", register).hasSize(register.readable() ? 0 : 1);

            EduDriver other = new EduDriver();
            other.write(register.offset(), 0);
            assertThat(other.wires.events().guest()).as("writing %s", register).hasSize(register.writable() ? 0 : 1);
        }
    }

    @Test
    void theBufferIsNotSeenInTheRange() {
        driver.bar0.write(0x40000, 8, 1);

        assertThat(driver.bar0.read(0x40000, 8)).isEqualTo(-1);
        assertThat(driver.bar0.peek(0x40000, 8)).isEqualTo(-1);
    }

    @Test
    void resetForgetsAllButTheBuffer() {
        driver.memory[0] = 0x5a;
        driver.transfer(0x10_0000, 0x40000, 1, 1);
        driver.write(0x04, 1);
        driver.write(0x08, 5);
        driver.write(0x60, 2);
        driver.write(0x98, 1);
        driver.card.reset(Reset.INIT);
        assertThat(driver.interrupted()).as("INIT# is for processors").isTrue();

        driver.card.reset(Reset.HARD);
        registersHaveTheirResetValues();
        assertThat(driver.interrupted()).isFalse();
        assertThat(driver.wires.armedTimers()).as("nothing is under way").isEmpty();

        driver.transfer(0x40000, 0x10_0001, 1, 3);
        assertThat(driver.memory[1]).as("memory survives").isEqualTo((byte) 0x5a);
    }

    @Property(tries = 500)
    void everyOffsetIsOneRegisterOrNone(@ForAll @IntRange(max = EduRegister.RANGE_BYTES / 4 - 1) int word) {
        EduRegister register = EduRegister.at(4L * word, 4);

        assertThat(register == EduRegister.RESERVED || register.offset() == 4 * word).isTrue();
        assertThat(EduRegister.at(4L * word, 8)).as("wide access")
                .isEqualTo(register.widest() == 8 ? register : EduRegister.RESERVED);
    }

    @Property(tries = 500)
    void anyAccessesReadAsTheyPeekAndDriveThePin(@ForAll @Size(max = 100) List<Integer> steps) {
        EduDriver any = new EduDriver();
        for (int step : steps) {
            int width = (step & 1) == 0 ? 4 : 8;
            int offset = (step >> 1 & 0x3f) * 4 & -width;
            if ((step & 0x100) == 0) {
                assertThat(any.bar0.peek(offset, width)).isEqualTo(any.bar0.read(offset, width));
            } else {
                any.bar0.write(offset, width, step >>> 8);
            }
            any.wires.advance(step & 0xfff);
            assertThat(any.read(0x20) & ~0x81).as("bits that STATUS has").isZero();
            assertThat(any.interrupted()).as("the pin follows the causes").isEqualTo(any.read(0x24) != 0);
        }
    }

    @Test
    void theRegistersAreDeclaredAsTheyAnswer() {
        RegisterMap map = ((RegisterBlock) driver.card).registers("bar0").orElseThrow();

        assertThat(map.registers()).hasSize(11);
        for (Register register : map.registers()) {
            int offset = (int) register.offset();
            assertThat(driver.bar0.peek(offset, 4) & register.resetBits()).as(register.name())
                    .isEqualTo(register.resetValue() & 0xffff_ffffL);
            if (register.writableBits() != 0) {
                driver.write(offset, (int) register.writableBits());
                assertThat(driver.bar0.read(offset, 4)).as(register.name()).isEqualTo(register.writableBits() & 0xffff_ffffL);
            }
        }
        assertThat(map.register("DMA_COUNT").takes(8)).isTrue();
        assertThat(map.register("STATUS").takes(8)).isFalse();
        assertThat(map.at(0xa0, 8)).as("behind the last register").isEmpty();
        assertThat(driver.wires.events().guest()).isEmpty();
    }
}
