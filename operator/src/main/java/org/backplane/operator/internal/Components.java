package org.backplane.operator.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Constants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/** What became of the components that were configured. Any thread. */
final class Components {
    private final ServiceComponentRuntime runtime;

    Components(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    /** Whether a component runs with the configuration of that PID. */
    boolean isActive(String pid) {
        return configured(pid).stream().anyMatch(component -> component.state == ComponentConfigurationDTO.ACTIVE);
    }

    /** Why no component runs with the configuration of that PID, if one has tried to. */
    Optional<String> failure(String pid) {
        return configured(pid).stream().filter(component -> component.state == ComponentConfigurationDTO.FAILED_ACTIVATION)
                .map(component -> Reason.ofStackTrace(component.failure)).findFirst();
    }

    private List<ComponentConfigurationDTO> configured(String pid) {
        return runtime.getComponentDescriptionDTOs().stream()
                .filter(component -> Arrays.stream(component.configurationPid).anyMatch(factory -> isInstance(pid, factory)))
                .flatMap(component -> runtime.getComponentConfigurationDTOs(component).stream())
                .filter(component -> hasPid(component.properties.get(Constants.SERVICE_PID), pid)).toList();
    }

    private static boolean isInstance(String pid, String factory) {
        return pid.equals(factory) || pid.startsWith(factory + "~");
    }

    /** A component with several configurations has the PIDs of all. */
    private static boolean hasPid(Object value, String pid) {
        return value instanceof Object[] ? Arrays.asList((Object[]) value).contains(pid)
                : value instanceof Collection ? ((Collection<?>) value).contains(pid) : pid.equals(value);
    }
}
