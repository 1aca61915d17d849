package org.backplane.bus.core.internal.guard;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Finds out who holds a class loader, as far as Java tells: threads that run its classes, are of its classes or have it as
 * their context class loader; MBeans of its classes; and what else somebody knows.
 *
 * <p>Not found: values of thread locals, static fields of other bundles, shutdown hooks, and whatever needs a look into the
 * heap. For those a heap dump helps.
 */
public final class Holders {
    private static final int MOST = 5;

    private final Function<ClassLoader, List<String>> others;

    /** Makes one that asks somebody else, too, who knows slots and services. */
    public Holders(Function<ClassLoader, List<String>> others) {
        this.others = others;
    }

    /** The holders in one line. */
    String of(ClassLoader loader, Set<String> classNames) {
        List<String> found = new ArrayList<>(others.apply(loader));
        for (Map.Entry<Thread, StackTraceElement[]> thread : Thread.getAllStackTraces().entrySet()) {
            addThread(found, loader, classNames, thread.getKey(), thread.getValue());
        }
        addBeans(found, loader);
        if (found.isEmpty()) {
            return "no holder was found among threads, services, MBeans and slots; a heap dump would show it";
        }
        String listed = String.join(", ", found.subList(0, Math.min(MOST, found.size())));
        return "held by " + listed + (found.size() > MOST ? " and " + (found.size() - MOST) + " more" : "");
    }

    private static void addThread(List<String> found, ClassLoader loader, Set<String> classNames, Thread thread,
            StackTraceElement[] stack) {
        String name = "the thread '" + thread.getName() + "'";
        if (thread.getClass().getClassLoader() == loader) {
            found.add(name + ", which is a " + thread.getClass().getName());
            return;
        }
        for (StackTraceElement frame : stack) {
            if (classNames.contains(frame.getClassName())) {
                found.add(name + ", which is in " + frame);
                return;
            }
        }
        if (thread.getContextClassLoader() == loader) {
            found.add(name + ", whose context class loader it is");
        }
    }

    private static void addBeans(List<String> found, ClassLoader loader) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName bean : server.queryNames(null, null)) {
            try {
                if (server.getClassLoaderFor(bean) == loader) {
                    found.add("the MBean " + bean);
                }
            } catch (InstanceNotFoundException gone) {
                // It was unregistered just now.
            }
        }
    }
}
