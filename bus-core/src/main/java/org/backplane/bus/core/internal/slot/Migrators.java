package org.backplane.bus.core.internal.slot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backplane.bus.core.internal.event.OneLine;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateException;
import org.backplane.bus.state.StateMigrator;
import org.backplane.bus.state.StateSchema;

/** Who makes newer states of older ones. Machine thread only. */
final class Migrators {
    private final List<StateMigrator> migrators = new ArrayList<>();

    void add(StateMigrator migrator) {
        migrators.add(migrator);
    }

    void remove(StateMigrator migrator) {
        migrators.remove(migrator);
    }

    /**
     * The state under the schema that is wanted, by the fewest migrations.
     *
     * @throws StateException if there is no way
     */
    DeviceState migrate(DeviceState state, StateSchema wanted) {
        DeviceState now = state;
        for (StateMigrator step : way(state.schema(), wanted)) {
            try {
                now = new DeviceState(step.to(), step.migrate(now.values()));
            } catch (Throwable thrown) {
                throw new StateException("the migration from " + now.schema() + " failed: " + OneLine.of(thrown));
            }
        }
        return now;
    }

    private List<StateMigrator> way(StateSchema from, StateSchema to) {
        Map<StateSchema, List<StateMigrator>> ways = new HashMap<>(Map.of(from, List.of()));
        Deque<StateSchema> reached = new ArrayDeque<>(List.of(from));
        while (!ways.containsKey(to) && !reached.isEmpty()) {
            StateSchema here = reached.poll();
            for (StateMigrator next : migrators) {
                StateSchema[] ends = ends(next);
                if (ends[0].equals(here) && !ways.containsKey(ends[1])) {
                    List<StateMigrator> way = new ArrayList<>(ways.get(here));
                    way.add(next);
                    ways.put(ends[1], way);
                    reached.add(ends[1]);
                }
            }
        }
        if (!ways.containsKey(to)) {
            throw new StateException("there is no way from the state " + from + " to " + to);
        }
        return ways.get(to);
    }

    private static StateSchema[] ends(StateMigrator migrator) {
        try {
            return new StateSchema[] {migrator.from(), migrator.to()};
        } catch (Throwable thrown) {
            throw new StateException("a migrator does not say what it migrates: " + OneLine.of(thrown));
        }
    }
}
