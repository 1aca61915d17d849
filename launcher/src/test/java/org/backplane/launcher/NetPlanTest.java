package org.backplane.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What --net makes of a machine. */
class NetPlanTest {
    private static final String CARD = "org.backplane.device.e1000";
    private static final String USER = "org.backplane.net.user";

    private final MachineFile machine = MachineFile.parse("test", "{ \"org.backplane.device.pci.host\": {} }");

    private void net(String text) {
        Options options = new Options();
        options.net = text;
        new NetPlan(machine).apply(options);
    }

    @Test
    void withoutTheOptionThereIsNoCard() {
        net(null);
        assertThat(machine.has(CARD)).isFalse();
    }

    @Test
    void userIsACardAndItsNetwork() {
        net("user");
        assertThat(machine.has(CARD)).isTrue();
        assertThat(machine.configurations().get(USER)).isEmpty();
    }

    @Test
    void optionsGoToTheNetwork() {
        net("user,forward=tcp:127.0.0.1:8080-:80,reach=any,forward=udp:53-10.0.2.16:53,dns=192.0.2.1");
        assertThat((String[]) machine.configurations().get(USER).get("forward"))
                .containsExactly("tcp:127.0.0.1:8080-:80", "udp:53-10.0.2.16:53");
        assertThat(machine.configurations().get(USER)).containsEntry("reach", "any").containsEntry("dns", "192.0.2.1");
    }

    @Test
    void aBootRomGoesToTheCardAndWhatItBootsToTheNetwork(@TempDir Path folder) throws Exception {
        Path rom = Files.write(folder.resolve("boot.rom"), new byte[512]);
        net("user,rom=" + rom + ",bootfile=http://10.0.2.2:8000/boot.ipxe");
        assertThat(machine.configurations().get(CARD)).containsEntry("rom", rom.toString());
        assertThat(machine.configurations().get(USER)).containsEntry("bootfile", "http://10.0.2.2:8000/boot.ipxe");
    }

    @Test
    void noneTakesTheCardOfADescriptionAway() {
        net("user");
        net("none");
        assertThat(machine.has(CARD)).isFalse();
        assertThat(machine.has(USER)).isFalse();
    }

    @Test
    void whatIsWrongIsSaidInOneLine() {
        for (String wrong : new String[] {"tap", "none,reach=any", "user,reach=moon", "user,forward=tcp:80", "user,",
            "user,rom=/no/such.rom", "user,bootfile=", "user,bootfile=" + "x".repeat(128)}) {
            assertThatThrownBy(() -> net(wrong)).as(wrong).isInstanceOf(UsageException.class).hasMessageStartingWith("--net: ");
        }
        MachineFile isa = MachineFile.parse("isa", "{ \"org.backplane.cpu\": {} }");
        Options options = new Options();
        options.net = "user";
        assertThatThrownBy(() -> new NetPlan(isa).apply(options)).hasMessageContaining("PCI bus");
    }
}
