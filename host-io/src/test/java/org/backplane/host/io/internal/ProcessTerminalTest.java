package org.backplane.host.io.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.junit.jupiter.api.Test;

class ProcessTerminalTest {
    @Test
    void rawModePassesKeysThroughButKeepsSignalsAndOutput() {
        Attributes cooked = new Attributes();
        cooked.setLocalFlags(EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.IEXTEN, LocalFlag.ISIG), true);
        cooked.setInputFlags(EnumSet.of(InputFlag.ICRNL, InputFlag.IXON), true);
        cooked.setOutputFlags(EnumSet.of(OutputFlag.OPOST, OutputFlag.ONLCR), true);

        Attributes raw = ProcessTerminal.rawAttributes(cooked);

        assertThat(raw.getLocalFlags()).as("Ctrl-C still ends the process").containsExactly(LocalFlag.ISIG);
        assertThat(raw.getInputFlags()).as("Enter arrives as carriage return").isEmpty();
        assertThat(raw.getOutputFlags()).containsExactlyInAnyOrder(OutputFlag.OPOST, OutputFlag.ONLCR);
        assertThat(raw.getControlChar(ControlChar.VMIN)).isEqualTo(1);
        assertThat(cooked.getLocalFlags()).as("the terminal's own attributes are not touched").hasSize(4);
    }
}
