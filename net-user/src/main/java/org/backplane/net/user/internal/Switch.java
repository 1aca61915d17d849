package org.backplane.net.user.internal;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Brings frames from cable to cable and to the gateway, by the stations that it has seen behind each. The network's thread. */
final class Switch implements Link {
    private static final int SHORTEST = 14;
    /** How many stations it remembers. */
    private static final int STATIONS = 256;

    private final List<UserCable> cables = new CopyOnWriteArrayList<>();
    private final Map<Long, UserCable> stations = new HashMap<>();
    private final Map<Integer, Long> addresses = new HashMap<>();
    private long fromCards;
    private long toCards;
    private long lost;

    /** The cables; may be added to by any thread. */
    List<UserCable> cables() {
        return cables;
    }

    long fromCards() {
        return fromCards;
    }

    long toCards() {
        return toCards;
    }

    long lostFrames() {
        return lost;
    }

    /** A frame led nowhere. */
    void lose() {
        lost++;
    }

    /** Takes what cards have sent; frames for the gateway go there. */
    void collect(Consumer<byte[]> gateway) {
        for (UserCable cable : cables) {
            for (byte[] frame = cable.poll(); frame != null; frame = cable.poll()) {
                fromCards++;
                if (frame.length >= SHORTEST) {
                    forward(cable, frame, gateway);
                }
            }
            cable.tellWritable();
        }
    }

    private void forward(UserCable from, byte[] frame, Consumer<byte[]> gateway) {
        long destination = Bytes.get48(frame, 0);
        if (stations.size() < STATIONS) {
            stations.put(Bytes.get48(frame, 6), from);
        }
        boolean group = (destination >> 40 & 1) != 0;
        if (group || destination == Subnet.STATION) {
            gateway.accept(frame);
        }
        if (destination != Subnet.STATION) {
            for (UserCable cable : cables) {
                if (cable != from && (group || stations.get(destination) == cable)) {
                    add(cable, frame);
                }
            }
        }
    }

    /** Remembers which station has an address. */
    void learn(int address, long station) {
        if (Subnet.contains(address) && address != Subnet.BROADCAST && (addresses.size() < STATIONS
                || addresses.containsKey(address))) {
            addresses.put(address, station);
        }
    }

    @Override
    public long station(int address) {
        return addresses.getOrDefault(address, Subnet.BROADCAST_STATION);
    }

    /** The slowest cable says whether there is room. */
    @Override
    public boolean room() {
        return !cables.isEmpty() && cables.stream().allMatch(UserCable::room);
    }

    @Override
    public void send(byte[] frame) {
        UserCable known = stations.get(Bytes.get48(frame, 0));
        Collection<UserCable> to = known == null ? cables : List.of(known);
        to.forEach(cable -> add(cable, frame));
    }

    private void add(UserCable cable, byte[] frame) {
        if (cable.room()) {
            cable.add(frame);
        } else {
            lost++;
        }
    }

    /** Gives cards what they take, and forgets those that are gone; says whether one is. */
    boolean deliver(long now) {
        boolean gone = false;
        for (UserCable cable : cables) {
            cable.expire(now);
            if (cable.closed()) {
                cables.remove(cable);
                stations.values().removeIf(cable::equals);
                gone = true;
            } else {
                toCards += cable.deliver();
            }
        }
        return gone;
    }
}
