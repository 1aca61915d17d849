package org.backplane.cpu.internal;

import java.util.function.Function;
import org.backplane.bus.machine.TranslatorDTO;
import org.backplane.bus.processor.ProcessorCore.Exit;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.CpuModel;
import org.backplane.cpu.internal.core.ResetState;
import org.backplane.cpu.internal.interp.Interpreter;
import org.backplane.cpu.internal.interp.TranslatorSettings;
import org.backplane.cpu.internal.interp.TranslatorStatus;
import org.backplane.mmu.internal.MmuComponent;

/** A way to execute instructions; every test of instructions runs on each of them. */
public enum Engine {
    /** Generated handlers in decoded blocks. */
    INTERPRETER {
        @Override
        Runner runner(Cpu cpu, int tolerated) {
            return runner(new Interpreter(cpu));
        }
    },
    /** Each block is translated as soon as it has run once, to code for C1. */
    TRANSLATOR {
        @Override
        Runner runner(Cpu cpu, int tolerated) {
            return runner(new Interpreter(cpu, SYNCHRONOUS.tolerating(tolerated)));
        }
    },
    /** The same with code for C2. */
    BEST {
        @Override
        Runner runner(Cpu cpu, int tolerated) {
            return runner(new Interpreter(cpu, SYNCHRONOUS.tolerating(tolerated).withBestCode()));
        }
    },
    /** The same, each run of translated code being held against the interpreter. */
    CHECK {
        @Override
        Runner runner(Cpu cpu, int tolerated) {
            return runner(new Interpreter(cpu, SYNCHRONOUS.tolerating(tolerated).checking().withBestCode()));
        }
    },
    /** The plain evaluator of the description. */
    EVALUATOR {
        @Override
        Runner runner(Cpu cpu, int tolerated) {
            Evaluator evaluator = new Evaluator(cpu);
            return new Runner() {
                @Override
                public Exit run(long instructions) {
                    return evaluator.run(instructions);
                }

                @Override
                public void written(int index, int length) {
                }

                @Override
                public TranslatorStatus translated() {
                    throw new AssertionError("the evaluator translates nothing");
                }

                @Override
                public TranslatorDTO describe(int most) {
                    throw new AssertionError("the evaluator translates nothing");
                }
            };
        }
    };

    private static final TranslatorSettings SYNCHRONOUS = new TranslatorSettings(1, 4, false, 50, 16, false, false);

    static Runner runner(Interpreter interpreter) {
        return new Runner() {
            @Override
            public Exit run(long instructions) {
                return interpreter.run(instructions);
            }

            @Override
            public void written(int index, int length) {
                interpreter.arenaWritten(index, length);
            }

            @Override
            public TranslatorStatus translated() {
                return interpreter.status();
            }

            @Override
            public TranslatorDTO describe(int most) {
                return interpreter.describe(most);
            }
        };
    }

    /** Runs a processor. */
    public interface Runner {
        Exit run(long instructions);

        void written(int index, int length);

        TranslatorStatus translated();

        TranslatorDTO describe(int most);
    }

    abstract Runner runner(Cpu cpu, int tolerated);

    /** Whether code becomes bytecode. */
    public boolean translates() {
        return this == TRANSLATOR || this == CHECK;
    }

    /** A processor after reset, with RAM from address 0, on this engine. */
    public TestCpu create(int ramBytes) {
        return create(ramBytes, SYNCHRONOUS.tolerated());
    }

    /** The same; code that was translated and is written is translated anew, so often in each page. */
    public TestCpu create(int ramBytes, int tolerated) {
        return create(ramBytes, cpu -> runner(cpu, tolerated));
    }

    /** The same with a translator of certain settings. */
    static TestCpu create(int ramBytes, TranslatorSettings settings) {
        return create(ramBytes, cpu -> runner(new Interpreter(cpu, settings)));
    }

    private static TestCpu create(int ramBytes, Function<Cpu, Runner> runner) {
        TestSocket socket = new TestSocket(ramBytes);
        Cpu cpu = new Cpu(socket, socket, new MmuComponent().create(socket, CpuModel.DEFAULT.paging()));
        ResetState.enter(cpu, false);
        return new TestCpu(socket, cpu, runner.apply(cpu));
    }
}
