package org.backplane.shell.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.role.KeyboardPort;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The commands of the scope {@code pc} that press keys. A key goes down and up at once, so that it never repeats, however
 * busy the host is; between two keys the guest gets time to take the first, because a keyboard keeps 16 bytes only.
 */
@Component(service = CommandSet.class)
@GogoCommand(scope = "pc", function = {"key", "type"})
public final class KeyCommands implements CommandSet {
    /** A fast typist, in the guest's time. */
    private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(40);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long POLL_MILLIS = 2;

    private final Machine machine;

    /**
     * Made by Declarative Services.
     *
     * @param machine whose keyboard is meant
     */
    @Activate
    public KeyCommands(@Reference Machine machine) {
        this.machine = machine;
    }

    /** Presses keys one after the other; keys joined by {@code +} are down together. */
    @Descriptor("presses keys of a US keyboard one after the other: key NAME..., such as key esc, key down enter, key ctrl+alt+delete")
    public void key(String... names) throws InterruptedException {
        if (names.length == 0) {
            throw new IllegalArgumentException("key NAME...; keys are named a, 1, enter, esc, f1, up, ctrl ...");
        }
        List<int[]> chords = new ArrayList<>();
        for (String name : names) {
            // A key's own name may end in a plus: kp+.
            chords.add(Arrays.stream(name.split("\\+(?!$)")).mapToInt(UsLayout::key).toArray());
        }
        press(chords);
    }

    /** Types text. */
    @Descriptor("types text on a US keyboard, without Enter at its end: type TEXT")
    public void type(String... words) throws InterruptedException {
        List<int[]> chords = new ArrayList<>();
        for (char character : String.join(" ", words).toCharArray()) {
            chords.add(UsLayout.keys(character));
        }
        press(chords);
    }

    private void press(List<int[]> chords) throws InterruptedException {
        for (int[] chord : chords) {
            long now = machine.call(() -> press(chord));
            awaitTime(now + BETWEEN_NANOS);
        }
    }

    /** Machine thread. */
    private long press(int... chord) {
        if (machine.state() != Machine.State.RUNNING) {
            throw new IllegalArgumentException("the guest does not run, so it takes no key; pc:cont lets it run on");
        }
        KeyboardPort keyboard = machine.roles(KeyboardPort.class).stream().findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the machine has no keyboard"));
        for (int usage : chord) {
            keyboard.key(usage, true);
        }
        for (int i = chord.length - 1; i >= 0; i--) {
            keyboard.key(chord[i], false);
        }
        return machine.status().nanos;
    }

    private void awaitTime(long nanos) throws InterruptedException {
        long start = System.nanoTime();
        while (machine.state() == Machine.State.RUNNING && machine.status().nanos < nanos) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalArgumentException("the guest's time stands still; the rest is not typed");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
