package org.backplane.it;

import static org.junit.Assert.assertTrue;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.TranslatorDTO;
import org.junit.rules.TestRule;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;
import org.osgi.service.cm.ConfigurationAdmin;

/** Runs each test of a class twice: with a processor that interprets, and with one that translates. */
public final class Engines implements TestRule {
    private static final String CPU = "org.backplane.cpu";
    private static final List<String> ALL = List.of("interpreter", "translator");
    private static final long PATIENCE_MILLIS = 20_000;

    private String engine;

    @Override
    public Statement apply(Statement test, Description description) {
        return new Statement() {
            @Override
            public void evaluate() throws Throwable {
                for (String each : ALL) {
                    engine = each;
                    try {
                        test.evaluate();
                    } catch (Exception | AssertionError failed) {
                        throw new AssertionError("with the " + each + ": " + failed.getMessage(), failed);
                    }
                }
            }
        };
    }

    boolean isTranslator() {
        return engine.equals("translator");
    }

    /** Gives a machine that is off the processor that it is to have. */
    void plug(Machine machine, ConfigurationAdmin configurations) throws Exception {
        configurations.getConfiguration(CPU, "?").update(new Hashtable<>(Map.of("engine", engine)));
        await("the processor that is the " + engine, () -> machine.translator(0).engine.equals(engine)
                && machine.slots().stream().anyMatch(slot -> slot.pid.startsWith(CPU) && slot.state.equals("live")), machine);
    }

    /** Makes sure that the guest was executed as it was to be. */
    void assertUsed(Machine machine) throws Exception {
        if (isTranslator()) {
            await("translated code", () -> machine.translator(0).regionInstructions > 0, machine);
        }
        TranslatorDTO told = machine.translator(0);
        assertTrue(told.toString(), told.engine.equals(engine));
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(String what, Condition condition, Machine machine) throws Exception {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (!condition.holds()) {
            if (System.currentTimeMillis() > deadline) {
                throw new AssertionError(what + " does not come: " + machine.translator(0) + machine.slots());
            }
            Thread.sleep(1);
        }
    }
}
