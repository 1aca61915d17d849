package org.backplane.debugger.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.backplane.bus.machine.StopPoint;
import org.backplane.bus.machine.StopPoint.Kind;
import org.junit.jupiter.api.Test;

/** What is answered to each packet (GDB manual, appendix "Remote Serial Protocol"). */
class ConversationTest {
    private final FakeTarget target = new FakeTarget();
    private final Conversation conversation = new Conversation(target);

    private String answer(String packet) {
        List<String> answers = conversation.answer(packet);
        assertThat(answers).as("answers to %s", packet).hasSize(1);
        return answers.get(0);
    }

    @Test
    void aDebuggerThatComesStopsTheGuest() {
        target.running = true;
        conversation.begin();
        assertThat(target.running).isFalse();
        assertThat(answer("?")).isEqualTo("T05thread:1;");
    }

    @Test
    void whatIsNotKnownGetsTheEmptyAnswer() {
        for (String packet : new String[] {"", "vMustReplyEmpty", "!", "qTStatus", "b", "Z5,0,1", "z9,0,1",
            "vFile:open:00,0,0"}) {
            assertThat(answer(packet)).as(packet).isEmpty();
        }
    }

    @Test
    void whatIsMalformedIsAnErrorAndChangesNothing() {
        for (String packet : new String[] {"m", "m1", "mx,1", "m0,-1", "M0,2:00", "M0,1:0", "M0,1", "P0", "Px=1", "p29", "P20=0", "pzz",
            "Z0", "Z0,1", "Z0,,1", "Z2,100000000,4", "Z00,1,1", "z1,q,1", "cxyz", "vCont;x", "qRcmd,0", "qRcmd,zz",
            "qXfer:features:read:target.xml:0", "m11111111111111111,1", "Z0,ffffffffffffffff,1"}) {
            assertThat(answer(packet)).as(packet).isEqualTo("E22");
        }
        assertThat(target.points).isEmpty();
        assertThat(target.calls).isEmpty();
    }

    @Test
    void registersAreInTheOrderOfTheFeature() {
        String all = answer("g");
        assertThat(all).startsWith("44332211").hasSize(2 * (16 * 4 + 8 * 10 + 8 * 4 + 8 * 16 + 4));
        assertThat(all.substring(8 * 8, 8 * 10)).as("EIP and EFLAGS").isEqualTo("f0ff000002000000");
        assertThat(answer("p8")).isEqualTo("f0ff0000");
        assertThat(answer("p11")).as("ST1, which the target does not list").isEqualTo("xx".repeat(10));
    }

    @Test
    void registersAreSetOneByOneOrTogether() {
        assertThat(answer("P0=78563412")).isEqualTo("OK");
        assertThat(target.registers).containsEntry("EAX", 0x12345678L);
        assertThat(answer("P11=00000000000000000000")).as("ST1 cannot be set").isEqualTo("E22");
        assertThat(answer("G01000000" + answer("g").substring(8))).isEqualTo("OK");
        assertThat(target.registers).containsEntry("EAX", 1L).containsEntry("EIP", 0xFFF0L);
    }

    @Test
    void registersOfMoreThan64BitsHaveTwoParts() {
        assertThat(answer("p10")).as("ST0 is 1").isEqualTo("0000000000000080ff3f");
        assertThat(answer("P10=00000000000000c00040")).isEqualTo("OK");
        assertThat(target.registers).containsEntry("ST0.LOW", 0xC000_0000_0000_0000L).containsEntry("ST0.HIGH", 0x4000L);
        assertThat(answer("p20")).as("XMM0").isEqualTo("88776655443322110123456789abcdef");
        assertThat(answer("P20=0102030405060708090a0b0c0d0e0f10")).isEqualTo("OK");
        assertThat(target.registers).containsEntry("XMM0.LOW", 0x0807060504030201L)
                .containsEntry("XMM0.HIGH", 0x100F0E0D0C0B0A09L);
        assertThat(answer("p28")).as("MXCSR").isEqualTo("801f0000");
        assertThat(answer("P28=c09f0000")).isEqualTo("OK");
        assertThat(target.registers).containsEntry("MXCSR", 0x9FC0L);
    }

    @Test
    void memoryIsReadAndWritten() {
        assertThat(answer("M500,4:01020304")).isEqualTo("OK");
        assertThat(answer("X504,2:\u00ff}")).isEqualTo("OK");
        assertThat(answer("m500,6")).isEqualTo("01020304ff7d");
        assertThat(answer("mfffe,8")).as("only what is there").isEqualTo("0000");
        assertThat(answer("m10000,1")).isEqualTo("E14");
        assertThat(answer("m100000000,1")).isEqualTo("E14");
        assertThat(answer("M8000,1:00")).as("ROM").isEqualTo("E30");
        assertThat(answer("m500,0")).isEmpty();
    }

    @Test
    void theGuestGoesOnAndTheAnswerComesWhenItStops() {
        assertThat(conversation.answer("vCont;c")).isEmpty();
        assertThat(target.running).isTrue();
        assertThat(conversation.stopped()).isEmpty();
        target.running = false;
        target.met = Optional.of(new StopPoint(Kind.WRITE, 0x500, 4));
        assertThat(conversation.stopped()).contains("T05watch:500;thread:1;");
        assertThat(conversation.stopped()).as("once").isEmpty();
    }

    @Test
    void ctrlCStopsIt() {
        assertThat(conversation.answer("c")).isEmpty();
        conversation.interrupt();
        assertThat(target.running).isFalse();
        assertThat(conversation.stopped()).contains("T02thread:1;");
    }

    @Test
    void aStepIsAnsweredWhenItIsDone() {
        assertThat(conversation.answer("s2000")).isEmpty();
        assertThat(target.registers).containsEntry("EIP", 0x2000L);
        assertThat(target.calls).containsExactly("step");
        assertThat(conversation.stopped()).contains("T05thread:1;");
    }

    @Test
    void stopPointsComeAndGo() {
        assertThat(answer("Z0,1000,1")).isEqualTo("OK");
        assertThat(answer("Z0,1000,1")).as("twice is once").isEqualTo("OK");
        assertThat(answer("Z2,2000,4")).isEqualTo("OK");
        assertThat(answer("Z3,2000,4")).isEqualTo("OK");
        assertThat(answer("Z4,2000,4")).isEqualTo("OK");
        assertThat(target.points).extracting(StopPoint::kind).containsExactly(Kind.EXECUTE, Kind.WRITE, Kind.READ, Kind.ACCESS);
        assertThat(answer("z0,1000,1")).isEqualTo("OK");
        assertThat(answer("z3,2000,4")).isEqualTo("OK");
        assertThat(target.points).extracting(StopPoint::kind).containsExactly(Kind.WRITE, Kind.ACCESS);
    }

    @Test
    void detachingLetsTheGuestRunWithoutStopPoints() {
        answer("Z1,1000,1");
        assertThat(answer("D")).isEqualTo("OK");
        assertThat(target.points).isEmpty();
        assertThat(target.running).isTrue();
        assertThat(conversation.isEnded()).isTrue();
    }

    @Test
    void aLostConnectionDoesTheSame() {
        answer("Z1,1000,1");
        conversation.end();
        assertThat(target.points).isEmpty();
        assertThat(target.running).isTrue();
    }

    @Test
    void killSwitchesOffAndHasNoAnswer() {
        assertThat(conversation.answer("k")).isEmpty();
        assertThat(target.off).isTrue();
        assertThat(conversation.isEnded()).isTrue();
        conversation.end();
        assertThat(target.running).isFalse();
    }

    @Test
    void aMachineThatIsSwitchedOffHasExited() {
        conversation.answer("c");
        target.powerOff();
        assertThat(conversation.stopped()).contains("W00");
    }

    @Test
    void theTargetDescriptionIsSentInPieces() {
        StringBuilder text = new StringBuilder();
        String piece = "m";
        while (piece.startsWith("m")) {
            piece = answer(String.format("qXfer:features:read:target.xml:%x,100", text.length()));
            text.append(piece.substring(1));
        }
        assertThat(piece).startsWith("l");
        assertThat(text).contains("org.gnu.gdb.i386.core", "<reg name=\"eip\" bitsize=\"32\" type=\"code_ptr\"/>",
                "<reg name=\"st7\" bitsize=\"80\" type=\"i387_ext\"/>", "org.gnu.gdb.i386.sse",
                "<reg name=\"xmm7\" bitsize=\"128\" type=\"vec128\"/>");
    }

    @Test
    void monitorGoesToTheShell() {
        List<String> answers = conversation.answer("qRcmd," + hex("pc:regs"));
        assertThat(answers).containsExactly("O" + hex("you said pc:regs\n"), "OK");
    }

    @Test
    void acknowledgementsCanBeLeftOut() {
        assertThat(answer("qSupported:swbreak+")).contains("QStartNoAckMode+", "qXfer:features:read+", "PacketSize=4000");
        assertThat(answer("QStartNoAckMode")).isEqualTo("OK");
        assertThat(conversation.acknowledges()).isFalse();
    }

    private static String hex(String text) {
        return HexText.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
