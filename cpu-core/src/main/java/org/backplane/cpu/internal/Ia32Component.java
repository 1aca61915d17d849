package org.backplane.cpu.internal;

import org.backplane.bus.annotation.Senses;
import org.backplane.bus.processor.Processor;
import org.backplane.bus.processor.ProcessorCore;
import org.backplane.bus.processor.ProcessorSocket;
import org.backplane.mmu.MmuFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Offers the IA-32 processor to machines. */
@Component(configurationPid = Ia32Component.PID)
@Senses({"intr", "nmi", "a20"})
public final class Ia32Component implements Processor {
    /** PID of the processor's configuration. */
    public static final String PID = "org.backplane.cpu";

    private final MmuFactory mmuFactory;

    /**
     * Made by Declarative Services.
     *
     * @param mmuFactory makes the processor's MMU
     */
    @Activate
    public Ia32Component(@Reference MmuFactory mmuFactory) {
        this.mmuFactory = mmuFactory;
    }

    @Override
    public ProcessorCore plug(ProcessorSocket socket) {
        return new Ia32Processor(socket, mmuFactory);
    }
}
