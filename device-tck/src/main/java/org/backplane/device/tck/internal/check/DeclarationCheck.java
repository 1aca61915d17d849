package org.backplane.device.tck.internal.check;

import org.backplane.bus.register.Register;
import org.backplane.device.tck.Finding;
import org.backplane.device.tck.internal.Bench;
import org.backplane.device.tck.internal.DeclaredRange;
import org.backplane.device.tck.internal.Subject;

/** Properties, handlers and registers fit together. */
final class DeclarationCheck extends Check {
    DeclarationCheck() {
        super("declaration", "the card can be plugged in, has a handler for each declared range, and registers that lie in them");
    }

    @Override
    Finding tried(Subject subject) {
        Bench bench = Bench.powerOn(subject);
        for (DeclaredRange range : subject.declared().ranges()) {
            for (Register register : bench.registers(range.name()).registers()) {
                if (register.offset() + register.lengthBytes() > range.lengthBytes()) {
                    return failed(register + " lies outside of " + range.name());
                }
                if (range.usableWidths().stream().noneMatch(register::takes)) {
                    return failed(register + " takes none of the widths " + range.widths() + " of " + range.name());
                }
            }
        }
        return passed();
    }
}
