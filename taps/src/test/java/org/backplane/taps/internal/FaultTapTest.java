package org.backplane.taps.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.backplane.taps.internal.FaultTap.Direction;
import org.junit.jupiter.api.Test;

class FaultTapTest {
    private static FaultTap fault(String text, Direction direction, long offset, long after, long times) {
        return new FaultTap(Fault.parse(text), direction, offset, after, times);
    }

    private static FakeAccess pass(FaultTap tap, FakeAccess access) {
        tap.before(access);
        tap.after(access);
        return access;
    }

    @Test
    void aReadGivesAnotherValueAfterTheDeviceHasAnswered() {
        FakeAccess access = pass(fault("value:0x55", Direction.R, -1, 0, 0), FakeAccess.read(5, 0x60));

        assertThat(access.value).isEqualTo(0x55);
        assertThat(access.answered).as("the device is called").isFalse();
    }

    @Test
    void aWriteReachesTheDeviceWithAnotherValue() {
        FakeAccess access = FakeAccess.write(0, 'a');
        fault("value:98", Direction.W, -1, 0, 0).before(access);

        assertThat(access.value).isEqualTo('b');
    }

    @Test
    void aBusErrorAndAllOnesComeInPlaceOfTheDevice() {
        assertThat(pass(fault("error", Direction.R, -1, 0, 0), FakeAccess.read(5, 0)).busError).isTrue();
        FakeAccess ones = pass(fault("ONES", Direction.RW, -1, 0, 0), FakeAccess.read(5, 0));
        assertThat(ones.answered).isTrue();
        assertThat(ones.value).isEqualTo(-1);
    }

    @Test
    void someAccessesPassBeforeItAndAfterIt() {
        FaultTap tap = fault("error", Direction.R, -1, 2, 1);

        boolean[] failed = new boolean[5];
        for (int i = 0; i < failed.length; i++) {
            failed[i] = pass(tap, FakeAccess.read(0, 0)).busError;
        }

        assertThat(failed).containsExactly(false, false, true, false, false);
        assertThat(tap.report()).isEqualTo("1 faults in 5 accesses");
    }

    @Test
    void otherDirectionsAndOffsetsDoNotCount() {
        FaultTap tap = fault("error", Direction.R, 6, 0, 0);

        assertThat(pass(tap, FakeAccess.write(6, 0)).busError).isFalse();
        assertThat(pass(tap, FakeAccess.read(5, 0)).busError).isFalse();
        assertThat(pass(tap, FakeAccess.read(4, 4, 0)).busError).as("it has the byte").isTrue();
        assertThat(tap.report()).isEqualTo("1 faults in 1 accesses");
    }

    @Test
    void anAccessThatPassesIsLeftAloneAfterOneThatDidNot() {
        FaultTap tap = fault("value:1", Direction.R, 0, 0, 0);
        pass(tap, FakeAccess.read(0, 0));

        assertThat(pass(tap, FakeAccess.read(3, 9)).value).isEqualTo(9);
    }

    @Test
    void aWrongFaultIsNamed() {
        assertThatThrownBy(() -> Fault.parse("fire")).hasMessage("fault: 'fire' is none of error, ones and value:NUMBER");
        assertThatThrownBy(() -> Fault.parse("value:x")).hasMessage("fault: 'x' is no number");
    }
}
