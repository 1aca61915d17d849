package org.backplane.bus.core.internal.osgi;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.backplane.bus.Device;
import org.backplane.bus.core.internal.MachineFabric;
import org.backplane.bus.core.internal.Registration;
import org.backplane.bus.core.internal.declare.Declaration;
import org.backplane.bus.core.internal.event.Identity;
import org.backplane.bus.core.internal.guard.Collector;
import org.backplane.bus.core.internal.guard.LeakSentinel;
import org.backplane.bus.core.internal.tap.TapSeat;
import org.backplane.bus.machine.AccessObserver;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.processor.Processor;
import org.backplane.bus.state.StateMigrator;
import org.backplane.bus.tap.Tap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.component.ComponentConstants;
import org.osgi.service.component.ComponentFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;

/**
 * A machine as a service. Without any configuration there is one, {@code main}; if there are factory configurations
 * ({@value #PID}{@code ~name}), there is one for each of them and no other.
 */
@Component(name = MachineComponent.PID, service = Machine.class, immediate = true,
        configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = MachineConfig.class, factory = true)
public final class MachineComponent extends MachineFabric {
    /** The PID of machine configurations. */
    static final String PID = "org.backplane.machine";

    private final Announcer announcer;
    private final Map<ServiceReference<?>, Plugged> plugged = new ConcurrentHashMap<>();
    private final Map<ServiceReference<?>, TapSeat> tapping = new ConcurrentHashMap<>();
    private final long leakSeconds;
    private BundleContext context;
    private Revisions revisions;
    /** {@code null} if nobody wants to know. */
    private volatile LeakSentinel sentinel;

    private record Plugged(Registration registration, Bundle bundle) {
    }

    /** Builds the machine that the configuration describes. */
    @Activate
    public MachineComponent(MachineConfig config,
            @Reference(target = "(" + ComponentConstants.COMPONENT_FACTORY + "=" + LiveRangeComponent.FACTORY + ")")
            ComponentFactory<LiveRangeComponent> services) {
        this(config, new Announcer(services));
    }

    private MachineComponent(MachineConfig config, Announcer announcer) {
        super(Settings.of(config), announcer);
        this.announcer = announcer;
        this.leakSeconds = Settings.notNegative("leakSeconds", config.leakSeconds());
        if (config.restored()) {
            awaitSnapshot();
        }
    }

    @Activate
    void activate(BundleContext bundleContext) {
        context = bundleContext;
        revisions = new Revisions(context);
        if (leakSeconds > 0) {
            sentinel = new LeakSentinel(name(), leakSeconds, revisions.holders(this::slotsOf), Collector::run,
                    this::report);
        }
        announcer.start(name(), this::liveRanges);
        start();
    }

    @Deactivate
    void deactivate() {
        if (sentinel != null) {
            sentinel.close();
        }
        close();
        announcer.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindDevice(Device device, ServiceReference<Device> reference) {
        Bundle bundle = reference.getBundle();
        if (bundle != null && slots().stream().anyMatch(slot -> slot.pid.equals(pid(reference)) && slot.state.equals("live"))) {
            BundleClasses.link(bundle);
        }
        plugged.put(reference, new Plugged(insert(identity(reference), device, properties(reference)),
                reference.getBundle()));
    }

    void updatedDevice(ServiceReference<Device> reference) {
        plugged.get(reference).registration.update(properties(reference));
    }

    void unbindDevice(ServiceReference<Device> reference) {
        Plugged leaving = plugged.remove(reference);
        if (isStopping()) {
            leaving.registration.removeAtOnce();
        } else if (isUpdated(leaving.bundle)) {
            leaving.registration.removeForUpdate();
        } else {
            leaving.registration.remove();
        }
        if (sentinel != null) {
            revisions.leaving(sentinel, pid(reference), leaving.bundle);
        }
    }

    /**
     * Whether a bundle stops for a moment only. An update or a refresh stops it without changing what is remembered of it,
     * that it shall be started (Core 8 §4.4.6); {@code stop} and {@code uninstall} forget that before they stop it.
     */
    private boolean isUpdated(Bundle bundle) {
        return bundle != null && bundle.getState() == Bundle.STOPPING && bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
    }

    /** Whether the framework stops, or this component has gone: nobody is waited for. */
    private boolean isStopping() {
        return context == null || context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() != Bundle.ACTIVE;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindMigrator(StateMigrator migrator) {
        migrate(migrator);
    }

    void unbindMigrator(StateMigrator migrator) {
        migrateNoMore(migrator);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindProcessor(Processor processor, ServiceReference<Processor> reference) {
        plugged.put(reference, new Plugged(insert(identity(reference), processor, properties(reference)),
                reference.getBundle()));
    }

    void updatedProcessor(ServiceReference<Processor> reference) {
        plugged.get(reference).registration.update(properties(reference));
    }

    void unbindProcessor(ServiceReference<Processor> reference) {
        plugged.remove(reference).registration.remove();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindObserver(AccessObserver observer, Map<String, Object> properties) {
        if (name().equals(Declaration.machine(properties))) {
            observe(observer);
        }
    }

    void unbindObserver(AccessObserver observer) {
        unobserve(observer);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTap(Tap tap, ServiceReference<Tap> reference) {
        Map<String, Object> properties = properties(reference);
        if (name().equals(Declaration.machine(properties))) {
            TapSeat seat = TapProperties.seat(pid(reference), tap, properties);
            tapping.put(reference, seat);
            tap(seat);
        }
    }

    void unbindTap(ServiceReference<Tap> reference) {
        TapSeat leaving = tapping.remove(reference);
        if (leaving != null) {
            untap(leaving);
        }
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindLog(LoggerFactory factory) {
        announcer.logTo(factory);
    }

    void unbindLog(LoggerFactory factory) {
        announcer.logNoMoreTo(factory);
    }

    /** The PID of a component's configuration, else its name; a service that is no component goes by its number. */
    private static String pid(ServiceReference<?> reference) {
        Object pid = reference.getProperty(Constants.SERVICE_PID);
        if (pid instanceof String[] && ((String[]) pid).length > 0) {
            pid = ((String[]) pid)[0];
        } else if (pid instanceof Collection && !((Collection<?>) pid).isEmpty()) {
            pid = ((Collection<?>) pid).iterator().next();
        }
        Object name = pid instanceof String ? pid : reference.getProperty(ComponentConstants.COMPONENT_NAME);
        return name == null ? "service-" + reference.getProperty(Constants.SERVICE_ID) : String.valueOf(name);
    }

    private static Identity identity(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        // The service may have gone already; its unbinding is on the way.
        return bundle == null ? new Identity(pid(reference), "", "", -1)
                : new Identity(pid(reference), bundle.getSymbolicName(), bundle.getVersion().toString(),
                        bundle.getBundleId());
    }

    private static Map<String, Object> properties(ServiceReference<?> reference) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String key : reference.getPropertyKeys()) {
            properties.put(key, reference.getProperty(key));
        }
        return properties;
    }
}
