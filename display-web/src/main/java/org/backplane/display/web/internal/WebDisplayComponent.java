package org.backplane.display.web.internal;

import jakarta.servlet.Servlet;
import java.net.URI;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.backplane.bus.host.HostConsoles;
import org.backplane.bus.machine.Machine;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.service.servlet.runtime.HttpServiceRuntimeConstants;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.osgi.service.servlet.whiteboard.annotations.RequireHttpWhiteboard;

/**
 * Serves a page that shows the machine - screen, consoles, devices - and prints its address, which holds the token that lets
 * somebody in. The server is the framework's; where it listens is set there.
 */
@Component(configurationPid = WebDisplayComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true,
        service = {})
@RequireHttpWhiteboard
public final class WebDisplayComponent {
    static final String PID = "org.backplane.display.web";
    private static final String CONTEXT = "org.backplane.display.web";

    private final BundleContext context;
    private final Guest guest;
    private final ScreenFeed feed;
    private final Sockets sockets;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    /**
     * Made by Declarative Services.
     *
     * @param context  where the servlets are registered
     * @param machine  what is shown
     * @param consoles what its devices say
     * @param server   the properties of the HTTP server
     */
    @Activate
    public WebDisplayComponent(BundleContext context, @Reference Machine machine, @Reference HostConsoles consoles,
            @Reference(service = HttpServiceRuntime.class) Map<String, Object> server) {
        this.context = context;
        URI address = address(server.get(HttpServiceRuntimeConstants.HTTP_SERVICE_ENDPOINT));
        guest = new Guest(machine);
        feed = new ScreenFeed(guest);
        sockets = new Sockets(feed, guest, consoles, new MachineReport(machine, consoles));
        Access access = new Access(address.getPort());
        register(access, context.getBundle());
        feed.start();
        System.err.println("backplane: the machine is at " + address.resolve("/?" + Door.TOKEN + "=" + access.token()));
    }

    /** Where the server listens. */
    static URI address(Object endpoints) {
        String[] all = endpoints instanceof String[] ? (String[]) endpoints
                : endpoints == null ? new String[0] : new String[] {endpoints.toString()};
        if (all.length == 0) {
            throw new IllegalStateException("the HTTP server does not listen: its port is taken, or it has none");
        }
        return URI.create(all[0]);
    }

    private void register(Access access, Bundle bundle) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_NAME, CONTEXT);
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_PATH, "/");
        registrations.add(context.registerService(ServletContextHelper.class, new Door(access), properties));
        register("/*", new PageServlet(bundle::getEntry));
        register(DropServlet.PATH, new DropServlet(context));
        register(Sockets.PATH + "*", sockets);
    }

    private void register(String pattern, Servlet servlet) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN, new String[] {pattern});
        properties.put(HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_SELECT,
                "(" + HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_NAME + "=" + CONTEXT + ")");
        registrations.add(context.registerService(Servlet.class, servlet, properties));
    }

    @Deactivate
    void stop() {
        registrations.forEach(ServiceRegistration::unregister);
        sockets.close();
        feed.close();
        guest.close();
    }
}
