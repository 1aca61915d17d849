package org.backplane.shell.internal;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.backplane.bus.machine.Machine;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** {@code pc:why-not BUNDLE}. A {@link Function}, because no method can have that name. */
@Component(service = {CommandSet.class, WhyNotCommand.class},
        property = {"osgi.command.scope=pc", "osgi.command.function=why-not"})
public final class WhyNotCommand implements Function, CommandSet {
    private final BundleContext context;
    private final Diagnosis diagnosis;

    /**
     * Made by Declarative Services.
     *
     * @param context    the bundles
     * @param components what they consist of
     * @param machine    the machine that the commands operate
     */
    @Activate
    public WhyNotCommand(BundleContext context, @Reference ServiceComponentRuntime components, @Reference Machine machine) {
        this.context = context;
        this.diagnosis = new Diagnosis(context, components, machine);
    }

    @Override
    @Descriptor("says in hardware words why the devices of a bundle are not at work: why-not BUNDLE, by name or number")
    public Object execute(CommandSession session, List<Object> arguments) {
        if (arguments.size() != 1) {
            return "why-not BUNDLE: a symbolic name such as device.vga, or a number";
        }
        String asked = String.valueOf(arguments.get(0));
        List<Bundle> bundles = Stream.of(context.getBundles()).filter(bundle -> isMeant(bundle, asked)).toList();
        return bundles.isEmpty() ? "there is no bundle '" + asked + "'"
                : bundles.stream().flatMap(bundle -> diagnosis.of(bundle).stream()
                        .map(reason -> Diagnosis.name(bundle) + " " + reason)).collect(Collectors.joining("\n"));
    }

    /** The whole name, or the end of it from a dot on; a hyphen is a dot as in the names of modules. */
    static boolean isMeant(Bundle bundle, String asked) {
        String name = String.valueOf(bundle.getSymbolicName());
        return name.equals(asked) || name.endsWith("." + asked.replace('-', '.'))
                || Long.toString(bundle.getBundleId()).equals(asked);
    }
}
