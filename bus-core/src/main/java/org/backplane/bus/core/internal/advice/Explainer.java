package org.backplane.bus.core.internal.advice;

import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.backplane.bus.AddressSpace;
import org.backplane.bus.core.internal.run.ProcessorSeat;
import org.backplane.bus.core.internal.space.AddressMaps;
import org.backplane.bus.core.internal.space.Mapping;
import org.backplane.bus.core.internal.space.Space;
import org.backplane.bus.machine.ExplanationDTO;
import org.backplane.bus.machine.RangeDTO;
import org.backplane.bus.pci.PciDecodeDTO;
import org.backplane.bus.register.Register;

/** Tells what lies between an address and the register that answers there. It only peeks. Machine thread. */
public final class Explainer {
    private final ProcessorSeat processor;
    private final AddressMaps maps;
    private final Advisor.Decodes decodes;
    private final Supplier<List<RangeDTO>> ranges;
    private final AddressSpace memory;
    private final AddressSpace ports;

    /**
     * Makes an explainer.
     *
     * @param ranges the ranges of all devices, parked ones too
     * @param memory peeks at memory
     * @param ports  peeks at ports
     */
    public Explainer(ProcessorSeat processor, AddressMaps maps, Advisor.Decodes decodes, Supplier<List<RangeDTO>> ranges,
            AddressSpace memory, AddressSpace ports) {
        this.processor = processor;
        this.maps = maps;
        this.decodes = decodes;
        this.ranges = ranges;
        this.memory = memory;
        this.ports = ports;
    }

    /** Refuses what is no space. */
    public static void check(String space) {
        if (!space.equals("linear") && !space.equals("memory") && !space.equals("port")) {
            throw new IllegalArgumentException("a space is linear, memory or port, not '" + space + "'");
        }
    }

    /** Explains an address of a space: {@code linear}, {@code memory} or {@code port}. */
    public ExplanationDTO explain(String space, long address) {
        ExplanationDTO explanation = new ExplanationDTO();
        explanation.decodes = new PciDecodeDTO[0];
        explanation.ranges = new RangeDTO[0];
        explanation.registers = new String[0];
        explanation.address = address;
        switch (space) {
            case "linear" -> {
                explanation.translation = processor.explain(address);
                explanation.address = explanation.translation.physical;
                explanation.space = "memory";
                if (explanation.address != -1) {
                    explain(explanation, maps.memory(), memory);
                }
            }
            case "memory" -> explain(explanation, maps.memory(), memory);
            default -> explain(explanation, maps.ports(), ports);
        }
        return explanation;
    }

    private void explain(ExplanationDTO explanation, Space space, AddressSpace peeking) {
        String name = space.kind().text();
        long address = explanation.address;
        explanation.space = name;
        explanation.decodes = decodes.at(name, address).toArray(PciDecodeDTO[]::new);
        Mapping answering = space.at(address);
        explanation.ranges = ranges.get().stream()
                .filter(range -> range.space.equals(name) && Long.compareUnsigned(range.first, address) <= 0
                        && Long.compareUnsigned(address, range.last) <= 0)
                .sorted(Comparator.comparing((RangeDTO range) -> !isOf(range, answering))
                        .thenComparing(range -> -range.priority)).toArray(RangeDTO[]::new);
        if (answering != null) {
            explainRange(explanation, answering, peeking);
        }
    }

    private static boolean isOf(RangeDTO range, Mapping answering) {
        return answering != null && range.pid.equals(answering.pid()) && range.name.equals(answering.declaration.name())
                && range.first == answering.declaration.first();
    }

    private static void explainRange(ExplanationDTO explanation, Mapping range, AddressSpace peeking) {
        explanation.offset = explanation.address - range.declaration.first();
        List<Register> registers = range.registerMap() == null ? List.of() : range.registerMap().at(explanation.offset, 1);
        explanation.registers = registers.stream().map(Explainer::describe).toArray(String[]::new);
        int wanted = registers.stream().filter(register -> register.offset() == explanation.offset)
                .mapToInt(Register::lengthBytes).map(Integer::highestOneBit).max().orElse(1);
        int valid = range.declaration.valid();
        int width = (valid & wanted) != 0 ? wanted : Integer.lowestOneBit(valid);
        explanation.width = width;
        explanation.value = peeking.peek(explanation.address, width);
    }

    private static String describe(Register register) {
        return register + ", " + register.access() + ", " + register.lengthBytes()
                + (register.lengthBytes() == 1 ? " byte" : " bytes") + " at offset " + Long.toHexString(register.offset()) + "h"
                + (register.condition().isEmpty() ? "" : ", when " + register.condition());
    }
}
