package org.backplane.shell.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.SlotDTO;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Why a bundle's devices are not at work: what it requires, what its components wait for, what the fabric says of its slots. */
final class Diagnosis {
    private static final String OPTIONAL = "optional";
    private static final Set<String> OF_COMPONENTS = Set.of("osgi.service");

    private final BundleContext context;
    private final ServiceComponentRuntime components;
    private final Machine machine;

    Diagnosis(BundleContext context, ServiceComponentRuntime components, Machine machine) {
        this.context = context;
        this.components = components;
        this.machine = machine;
    }

    /** The reasons, the first one first; a single line if nothing is wrong. */
    List<String> of(Bundle bundle) {
        Set<String> reasons = new LinkedHashSet<>();
        if (bundle.getState() == Bundle.INSTALLED && !resolves(bundle)) {
            reasons.addAll(unresolved(bundle, new HashSet<>()));
        } else if (bundle.getState() != Bundle.ACTIVE && bundle.getState() != Bundle.STARTING) {
            reasons.add("is not started");
        } else {
            reasons.addAll(componentReasons(bundle));
            reasons.addAll(slotReasons(bundle));
        }
        List<SlotDTO> slots = slots(bundle);
        boolean live = !slots.isEmpty() && slots.stream().allMatch(slot -> slot.state.equals("live"));
        if (!live || slots.stream().noneMatch(Diagnosis::isReached)) {
            reasons.addAll(missing(bundle, false));
        }
        if (reasons.isEmpty()) {
            String pids = slots.stream().map(slot -> slot.pid).collect(Collectors.joining(", "));
            reasons.add(live ? "nothing is wrong: " + pids + " answers"
                    : "nothing is wrong with it, but nothing in it is a device of this machine");
        }
        return List.copyOf(reasons);
    }

    /** Whether a range of a slot answers, or it has none; the ranges of a PCI function do not without a PCI bus. */
    private static boolean isReached(SlotDTO slot) {
        return slot.ranges.length == 0 || Stream.of(slot.ranges).anyMatch(range -> range.live);
    }

    private boolean resolves(Bundle bundle) {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class).resolveBundles(List.of(bundle));
    }

    /** What it lacks, or what those lack that it needs. */
    private Set<String> unresolved(Bundle bundle, Set<Bundle> seen) {
        Set<String> reasons = missing(bundle, true);
        if (reasons.isEmpty() && seen.add(bundle)) {
            requirements(bundle, true).flatMap(this::providers).map(BundleCapability::getRevision)
                    .map(BundleRevision::getBundle).filter(provider -> provider.getState() == Bundle.INSTALLED).distinct()
                    .forEach(provider -> unresolved(provider, seen)
                            .forEach(reason -> reasons.add("needs " + name(provider) + ", which " + reason)));
        }
        return reasons.isEmpty() && seen.size() <= 1 && seen.contains(bundle)
                ? Set.of("does not fit together with the others: what it needs is there, but not from bundles that agree")
                : reasons;
    }

    private Set<String> missing(Bundle bundle, boolean atRunTime) {
        return requirements(bundle, atRunTime).filter(requirement -> providers(requirement).findAny().isEmpty())
                .map(requirement -> RequirementWords.missing(requirement.getNamespace(), filter(requirement), there(requirement)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Its mandatory requirements: those of the framework, or those that count when a machine is put together. */
    private static Stream<BundleRequirement> requirements(Bundle bundle, boolean atRunTime) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision == null ? Stream.empty() : revision.getDeclaredRequirements(null).stream()
                .filter(requirement -> !OPTIONAL.equals(requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE)))
                .filter(requirement -> !OF_COMPONENTS.contains(requirement.getNamespace()))
                .filter(requirement -> effectiveAtRunTime(requirement) == atRunTime);
    }

    private static boolean effectiveAtRunTime(BundleRequirement requirement) {
        String effective = requirement.getDirectives().get(Constants.EFFECTIVE_DIRECTIVE);
        return effective == null || effective.equals(Constants.EFFECTIVE_RESOLVE);
    }

    private Stream<BundleCapability> providers(BundleRequirement requirement) {
        return capabilities(requirement.getNamespace()).filter(requirement::matches);
    }

    private Stream<BundleCapability> capabilities(String namespace) {
        return Stream.of(context.getBundles()).map(bundle -> bundle.adapt(BundleRevision.class))
                .filter(revision -> revision != null).map(revision -> revision.getDeclaredCapabilities(namespace))
                .flatMap(Collection::stream);
    }

    /** The versions in which there is what is asked for by name. */
    private String there(BundleRequirement requirement) {
        String namespace = requirement.getNamespace();
        String name = RequirementWords.asked(filter(requirement), namespace);
        return capabilities(namespace).filter(capability -> name.equals(capability.getAttributes().get(namespace)))
                .map(capability -> String.valueOf(capability.getAttributes().get("version"))).distinct().sorted()
                .collect(Collectors.joining(", "));
    }

    private static String filter(BundleRequirement requirement) {
        return requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
    }

    private List<String> componentReasons(Bundle bundle) {
        List<String> reasons = new ArrayList<>();
        for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs(bundle)) {
            Collection<ComponentConfigurationDTO> configurations = components.getComponentConfigurationDTOs(component);
            if (!components.isComponentEnabled(component)) {
                reasons.add(component.name + " is switched off");
            } else if (configurations.isEmpty()) {
                reasons.add(unconfigured(component));
            }
            configurations.forEach(configuration -> reasons.addAll(reasons(component, configuration)));
        }
        return reasons;
    }

    private static List<String> reasons(ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
        List<String> reasons = new ArrayList<>();
        switch (configuration.state) {
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
                    reasons.add(unconfigured(component));
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> {
                for (UnsatisfiedReferenceDTO reference : configuration.unsatisfiedReferences) {
                    reasons.add(component.name + " waits for " + interfaceOf(component, reference.name)
                            + (reference.target == null ? "" : " " + reference.target) + ": nobody offers that service");
                }
            }
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                    reasons.add(component.name + " cannot be made: " + configuration.failure.lines().findFirst().orElse(""));
            default -> { }
        }
        return reasons;
    }

    private static String unconfigured(ComponentDescriptionDTO component) {
        return component.name + " waits for a configuration of " + String.join(" or ", component.configurationPid);
    }

    private static String interfaceOf(ComponentDescriptionDTO component, String reference) {
        return Stream.of(component.references).filter(declared -> declared.name.equals(reference))
                .map(declared -> declared.interfaceName).findFirst().orElse(reference);
    }

    private List<SlotDTO> slots(Bundle bundle) {
        return machine.slots().stream().filter(slot -> slot.bundleId == bundle.getBundleId()).toList();
    }

    private List<String> slotReasons(Bundle bundle) {
        return slots(bundle).stream().filter(slot -> !slot.state.equals("live"))
                .map(slot -> slot.pid + " is " + slot.state + ": " + slot.reason).toList();
    }

    static String name(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
