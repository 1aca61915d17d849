package org.backplane.cpu.internal;

import java.util.EnumSet;
import java.util.Optional;
import java.util.function.Supplier;
import org.backplane.bus.annotation.Drives;
import org.backplane.bus.annotation.Senses;
import org.backplane.bus.processor.Processor;
import org.backplane.bus.processor.ProcessorCore;
import org.backplane.bus.processor.ProcessorSocket;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.backplane.cpu.internal.core.CpuModel;
import org.backplane.cpu.internal.core.Feature;
import org.backplane.cpu.internal.interp.TranslatorSettings;
import org.backplane.cpu.internal.state.Ia32State;
import org.backplane.mmu.MmuFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Offers the IA-32 processor to machines. */
@Component(configurationPid = Ia32Component.PID)
@Designate(ocd = Ia32Config.class)
@Senses({"intr", "nmi", "a20", "ignne"})
@Drives("ferr")
public final class Ia32Component implements Processor {
    /** PID of the processor's configuration. */
    public static final String PID = "org.backplane.cpu";

    private final MmuFactory mmuFactory;
    private final Supplier<CpuModel> model;
    private final Supplier<TranslatorSettings> translator;

    /**
     * Made by Declarative Services.
     *
     * @param mmuFactory makes the processor's MMU
     * @param config     says which processor it is
     */
    @Activate
    public Ia32Component(@Reference MmuFactory mmuFactory, Ia32Config config) {
        this.mmuFactory = mmuFactory;
        this.model = () -> model(config);
        this.translator = () -> translator(config.engine());
    }

    /**
     * The default model and engine, for programs without Declarative Services.
     *
     * @param mmuFactory makes the processor's MMU
     */
    public Ia32Component(MmuFactory mmuFactory) {
        this(mmuFactory, "interpreter");
    }

    /**
     * The default model, for programs without Declarative Services.
     *
     * @param mmuFactory makes the processor's MMU
     * @param engine     the property of that name
     */
    public Ia32Component(MmuFactory mmuFactory, String engine) {
        this.mmuFactory = mmuFactory;
        this.model = () -> CpuModel.DEFAULT;
        this.translator = () -> translator(engine);
    }

    /**
     * Builds the processor.
     *
     * @throws IllegalArgumentException if the configuration describes none; the message says which property is wrong
     */
    @Override
    public ProcessorCore plug(ProcessorSocket socket) {
        return reset(socket);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(Ia32State.SCHEMA);
    }

    @Override
    public ProcessorCore plug(ProcessorSocket socket, DeviceState state) {
        return reset(socket).enter(state.values().to(Ia32State.class));
    }

    private Ia32Processor reset(ProcessorSocket socket) {
        return new Ia32Processor(socket, mmuFactory, model.get(), translator.get());
    }

    /** How the engine of that name translates, or {@code null} if it does not. */
    private static TranslatorSettings translator(String engine) {
        return switch (engine) {
            case "interpreter" -> null;
            case "translator" -> TranslatorSettings.DEFAULT;
            case "check" -> TranslatorSettings.DEFAULT.checking();
            default -> throw new IllegalArgumentException(
                    "engine: '" + engine + "' is not interpreter, translator or check");
        };
    }

    private static CpuModel model(Ia32Config config) {
        EnumSet<Feature> hidden = EnumSet.copyOf(CpuModel.HIDDEN);
        for (String text : config.features()) {
            if (text.startsWith("-")) {
                hidden.add(CpuModel.feature(text.substring(1)));
            } else {
                hidden.remove(CpuModel.feature(text));
            }
        }
        return new CpuModel(config.vendor(), config.family(), config.model(), config.stepping(), config.name(), hidden);
    }
}
