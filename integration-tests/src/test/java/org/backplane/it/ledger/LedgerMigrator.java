package org.backplane.it.ledger;

import org.backplane.bus.state.StateBuilder;
import org.backplane.bus.state.StateMigrator;
import org.backplane.bus.state.StateRecord;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Component;

/** The first revision did not count: a value that is there was written once at least. */
@Component
public final class LedgerMigrator implements StateMigrator {
    @Override
    public StateSchema from() {
        return new StateSchema(LedgerDevice.PID, 1);
    }

    @Override
    public StateSchema to() {
        return new StateSchema(LedgerDevice.PID, 2);
    }

    @Override
    public StateRecord migrate(StateRecord older) {
        return new StateBuilder(older).number("writes", older.number("value") == 0 ? 0 : 1).build();
    }
}
