package org.backplane.bus.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.backplane.bus.register.Register.Access;
import org.junit.jupiter.api.Test;

class RegisterMapTest {
    private final Register data = Register.of("DATA", 0, 4, Access.RW).reset(0x1_2345_6789L).section("Chip §1");
    private final Register status = Register.of("STATUS", 4, 2, Access.W1C).reset(0x80, 0xf0).changedByReading();
    private final Register command = Register.of("COMMAND", 4, 1, Access.WO).when("MODE = 1").widths(1, 4);
    private final RegisterMap map = RegisterMap.of(status, command, data);

    @Test
    void anAccessMeetsEachRegisterThatHasAByteOfIt() {
        assertThat(map.at(0, 8)).as("sorted by offset").containsExactly(data, status, command);
        assertThat(map.at(3, 1)).containsExactly(data);
        assertThat(map.at(5, 1)).containsExactly(status);
        assertThat(map.at(6, 2)).as("a hole").isEmpty();
    }

    @Test
    void aRegisterIsFoundByItsName() {
        assertThat(map.register("STATUS")).isSameAs(status);
        assertThatThrownBy(() -> map.register("NONE")).hasMessageContaining("NONE");
    }

    @Test
    void bitsBeyondItsLengthAreNoneOfARegister() {
        assertThat(data.resetValue()).isEqualTo(0x2345_6789L);
        assertThat(data.resetBits()).isEqualTo(0xffff_ffffL);
        assertThat(data.writableBits()).isEqualTo(0xffff_ffffL);
    }

    @Test
    void onlyKnownBitsHaveAValueAfterReset() {
        assertThat(status.resetValue()).isEqualTo(0x80);
        assertThat(status.resetBits()).isEqualTo(0xf0);
        assertThat(command.resetBits()).as("nothing is declared").isZero();
    }

    @Test
    void theAccessGivesTheBitsThatAWriteChanges() {
        assertThat(status.clearedBits()).isEqualTo(0xffff);
        assertThat(status.writableBits()).isZero();
        assertThat(data.clearedByOne(0xff).writableBits()).isEqualTo(0xffff_ff00L);
        assertThat(Register.of("ID", 0, 1, Access.RO).writableBits()).isZero();
    }

    @Test
    void aRegisterTakesTheWidthsItDeclaresAndAllIfItDeclaresNone() {
        assertThat(command.takes(4)).isTrue();
        assertThat(command.takes(2)).isFalse();
        assertThat(data.takes(2)).isTrue();
    }

    @Test
    void whatIsSaidOfARegisterStaysWhenMoreIsSaid() {
        Register more = status.section("Chip §2").writable(0x1).when("never");

        assertThat(more.resetValue()).isEqualTo(0x80);
        assertThat(more.isChangedByReading()).isTrue();
        assertThat(more.condition()).isEqualTo("never");
        assertThat(more).hasToString("STATUS (Chip §2)");
        assertThat(status.section()).as("the first one is as it was").isEmpty();
    }

    @Test
    void wrongDeclarationsAreRefusedByName() {
        assertThatThrownBy(() -> Register.of("WIDE", 0, 9, Access.RW)).hasMessageContaining("WIDE");
        assertThatThrownBy(() -> RegisterMap.of(data, data)).hasMessageContaining("DATA");
    }
}
