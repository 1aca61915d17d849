package org.backplane.device.pci.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.backplane.bus.pci.PciDecodeDTO;
import org.backplane.bus.pci.PciFunctionDTO;
import org.backplane.bus.pci.PciSeat;

/**
 * What is plugged into which bus. A function whose bridge is not there waits unseen. One that comes back under the same
 * PID finds its place and its registers as it left them.
 */
final class Functions {
    private static final int BRIDGE_CLASS = 0x0604;

    private final Bus root = new Bus(null);
    private final Consumer<String> report;
    private final Map<PciSeat, Function> attached = new LinkedHashMap<>();
    private final List<PciSeat> waiting = new ArrayList<>();
    /** The last state of those that have gone, by PID. */
    private final Map<String, Function.State> left = new TreeMap<>();

    /**
     * Makes the buses of a board.
     *
     * @param report hears of functions that have waited and find their place taken
     */
    Functions(Consumer<String> report) {
        this.report = report;
    }

    Bus root() {
        return root;
    }

    /** The function of a seat, or {@code null} if it waits or has gone. */
    Function of(PciSeat seat) {
        return attached.get(seat);
    }

    Function of(String pid) {
        return attached.values().stream().filter(function -> function.seat().pid().equals(pid)).findFirst().orElse(null);
    }

    List<Function> all() {
        return List.copyOf(attached.values());
    }

    /**
     * Plugs a function in, and what has waited for it.
     *
     * @throws IllegalArgumentException if it has no place
     */
    void attach(PciSeat seat) {
        Bus bus = bus(seat.identity().bus());
        if (bus == null) {
            waiting.add(seat);
            return;
        }
        Function function = make(seat, bus, device(seat, bus));
        Function.State before = left.remove(seat.pid());
        if (before != null) {
            function.restore(before);
        }
        bus.add(function);
        attached.put(seat, function);
        function.decode();
        for (PciSeat child : List.copyOf(waiting)) {
            if (child.identity().bus().equals(seat.pid())) {
                waiting.remove(child);
                attachLate(child);
            }
        }
    }

    private void attachLate(PciSeat child) {
        try {
            attach(child);
        } catch (IllegalArgumentException noPlace) {
            waiting.add(child);
            report.accept("'" + child.pid() + "' stays unseen: " + noPlace.getMessage());
        }
    }

    private Bus bus(String bridge) {
        if (bridge.isEmpty()) {
            return root;
        }
        Function function = of(bridge);
        return function instanceof Bridge ? ((Bridge) function).secondary() : null;
    }

    private static Function make(PciSeat seat, Bus bus, int device) {
        return seat.identity().classCode() >>> 8 == BRIDGE_CLASS
                ? new Bridge(seat, bus, device) : new Function(seat, bus, device);
    }

    private int device(PciSeat seat, Bus bus) {
        int device = seat.identity().device();
        int function = seat.identity().function();
        if (device < 0) {
            Function.State before = left.get(seat.pid());
            device = before != null && bus.isFree(before.device()) ? before.device() : bus.freeDevice();
        }
        if (device < 0) {
            throw new IllegalArgumentException("no device number of the bus is free");
        }
        Function present = bus.at(device, function);
        if (present != null) {
            throw new IllegalArgumentException(String.format("the place %x.%x of the bus is taken by '%s'", device, function,
                    present.seat().pid()));
        }
        return device;
    }

    /** Takes a function out; what is behind it waits for it. */
    void detach(PciSeat seat) {
        waiting.remove(seat);
        Function function = attached.get(seat);
        if (function == null) {
            return;
        }
        if (function instanceof Bridge) {
            for (Function child : List.copyOf(((Bridge) function).secondary().functions())) {
                detach(child.seat());
                waiting.add(child.seat());
            }
        }
        attached.remove(seat);
        function.bus().remove(function);
        function.silence();
        left.put(seat.pid(), function.state());
    }

    /** What is left of those that are there and of those that have gone, in the order of their PIDs. */
    List<Function.State> state() {
        Map<String, Function.State> all = new TreeMap<>(left);
        attached.values().forEach(function -> all.put(function.seat().pid(), function.state()));
        return List.copyOf(all.values());
    }

    /** Functions that stood on these buses before will come back to their places. */
    void restore(List<Function.State> before) {
        before.forEach(function -> left.put(function.pid(), function));
    }

    /** The slot of a function that has gone was without power: only its place is kept. */
    void forget(String pid) {
        left.computeIfPresent(pid, (same, before) -> before.withoutPower());
    }

    /** RST#; those that are not there are forgotten. */
    void reset() {
        left.clear();
        root.reset();
    }

    List<PciFunctionDTO> list() {
        List<PciFunctionDTO> list = new ArrayList<>();
        list(root, 0, list);
        return list;
    }

    /** The base address registers that hold an address. */
    List<PciDecodeDTO> decodes(String space, long address) {
        List<PciDecodeDTO> found = List.of();
        for (Function function : attached.values()) {
            for (BaseAddress register : function.baseAddresses()) {
                if (register.holds(function.header(), space, address)) {
                    found = found.isEmpty() ? new ArrayList<>() : found;
                    found.add(register.describe(function));
                }
            }
        }
        return found;
    }

    private static void list(Bus bus, int depth, List<PciFunctionDTO> list) {
        for (Function function : bus.functions()) {
            list.add(describe(function, depth));
            if (function instanceof Bridge) {
                list(((Bridge) function).secondary(), depth + 1, list);
            }
        }
    }

    private static PciFunctionDTO describe(Function function, int depth) {
        PciFunctionDTO dto = new PciFunctionDTO();
        Bus bus = function.bus();
        dto.pid = function.seat().pid();
        dto.bridge = bus.bridge() == null ? "" : bus.bridge().seat().pid();
        dto.depth = depth;
        dto.bus = bus.number();
        dto.device = function.device();
        dto.function = function.identity().function();
        dto.vendorId = function.identity().vendorId();
        dto.deviceId = function.identity().deviceId();
        dto.classCode = function.identity().classCode();
        dto.command = HeaderRegister.COMMAND.get(function.header());
        dto.status = HeaderRegister.STATUS.get(function.header());
        dto.interruptPin = function.identity().interruptPin();
        dto.interruptLine = HeaderRegister.INTERRUPT_LINE.get(function.header());
        return dto;
    }
}
