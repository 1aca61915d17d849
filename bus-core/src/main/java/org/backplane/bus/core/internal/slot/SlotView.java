package org.backplane.bus.core.internal.slot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.backplane.bus.core.internal.declare.Declaration;
import org.backplane.bus.core.internal.declare.RangeDeclaration;
import org.backplane.bus.core.internal.event.Identity;
import org.backplane.bus.core.internal.space.Mapping;
import org.backplane.bus.machine.RangeDTO;
import org.backplane.bus.machine.SlotDTO;

/**
 * A slot as other threads see it.
 *
 * @param state       what is with it
 * @param reason      why it is not live
 * @param identity    where its device comes from
 * @param declaration what its device declares
 * @param live        the ranges that answer
 */
record SlotView(SlotState state, String reason, Identity identity, Declaration declaration, List<Mapping> live) {
    static SlotView empty(String pid) {
        return new SlotView(SlotState.EMPTY, "", new Identity(pid, "", "", -1), Declaration.NONE, List.of());
    }

    static SlotView held(String pid, Handover handover) {
        return new SlotView(SlotState.HELD, handover.reason(), handover.identity(), Declaration.NONE, List.of());
    }

    static SlotView of(Occupant occupant) {
        return new SlotView(occupant.state(), occupant.reason(), occupant.identity(), occupant.declaration(),
                List.copyOf(occupant.mappings()));
    }

    boolean isPlugged() {
        return state == SlotState.LIVE || state == SlotState.PARKED;
    }

    SlotDTO slot() {
        SlotDTO dto = new SlotDTO();
        dto.pid = identity.pid();
        dto.state = state.text();
        dto.reason = reason;
        dto.bundle = identity.bundle();
        dto.version = identity.version();
        dto.bundleId = identity.bundleId();
        dto.ranges = ranges().toArray(new RangeDTO[0]);
        dto.drives = pins(declaration.drives());
        dto.senses = pins(declaration.senses());
        return dto;
    }

    List<RangeDTO> ranges() {
        List<RangeDTO> ranges = new ArrayList<>();
        for (RangeDeclaration range : declaration.ranges()) {
            ranges.add(live.stream().filter(mapping -> mapping.declaration.name().equals(range.name())).findFirst()
                    .map(Mapping::describe).orElseGet(() -> Mapping.describe(range, identity)));
        }
        return ranges;
    }

    List<RangeDTO> rangesWithAddress() {
        Set<String> closed = declaration.ranges().stream().filter(RangeDeclaration::floating)
                .map(RangeDeclaration::name).collect(Collectors.toSet());
        return ranges().stream().filter(range -> range.live || !closed.contains(range.name)).toList();
    }

    private static String[] pins(Map<String, String> lines) {
        return lines.entrySet().stream().map(pin -> pin.getKey() + "=" + pin.getValue()).toArray(String[]::new);
    }
}
