package org.backplane.bus.core.internal.role;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.backplane.bus.core.internal.guard.StackReserve;

/**
 * Stands before an object of a card that others call. What the object throws is the card's failure, unless the method
 * names it in its {@code throws} clause; once the card has failed or gone, calls answer zero, {@code false} or
 * {@code null}. Objects that are passed along as interfaces are contained for the card that they come from.
 */
final class Contained implements InvocationHandler {
    private Player player;
    private Object object;
    /** Who calls; {@code null} for somebody who is no card. */
    private Player caller;

    Contained(Player player, Object object, Player caller) {
        this.player = player;
        this.object = object;
        this.caller = caller;
    }

    boolean stands(Object before, Player forCaller) {
        return object == before && caller == forCaller;
    }

    void release() {
        player = null;
        object = null;
        caller = null;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return identity(proxy, method, arguments);
        }
        if (player == null || !player.alive()) {
            return nothing(method.getReturnType());
        }
        StackReserve.check();
        Player called = player;
        try {
            method.setAccessible(true);
            return back(called, method, method.invoke(object, passed(called, method, arguments)));
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            if (isDeclared(method, cause)) {
                throw cause;
            }
            called.failed(method.getDeclaringClass().getSimpleName() + '.' + method.getName(), cause);
            return nothing(method.getReturnType());
        } catch (StackOverflowError deep) {
            // The last frames may have been those of reflection itself.
            called.failed(method.getDeclaringClass().getSimpleName() + '.' + method.getName(), deep);
            return nothing(method.getReturnType());
        }
    }

    private Object[] passed(Player called, Method method, Object[] arguments) {
        if (arguments == null || caller == null) {
            return arguments;
        }
        Object[] passed = arguments.clone();
        for (int i = 0; i < passed.length; i++) {
            passed[i] = contain(method.getParameterTypes()[i], passed[i], caller, called);
        }
        return passed;
    }

    private Object back(Player called, Method method, Object result) {
        return contain(method.getReturnType(), result, called, caller);
    }

    private static Object contain(Class<?> type, Object object, Player from, Player to) {
        boolean ours = type.isInterface() && !type.getName().startsWith("java.");
        return object == null || !ours || isContained(object) ? object : from.contain(type, object, to);
    }

    private static boolean isContained(Object object) {
        return Proxy.isProxyClass(object.getClass()) && Proxy.getInvocationHandler(object) instanceof Contained;
    }

    private static boolean isDeclared(Method method, Throwable thrown) {
        for (Class<?> declared : method.getExceptionTypes()) {
            if (declared.isInstance(thrown)) {
                return true;
            }
        }
        return false;
    }

    private Object identity(Object proxy, Method method, Object[] arguments) {
        switch (method.getName()) {
            case "equals": return proxy == arguments[0];
            case "hashCode": return System.identityHashCode(proxy);
            default: return player == null ? "a card that has gone" : "a part of the card " + player.pid();
        }
    }

    private static Object nothing(Class<?> type) {
        if (!type.isPrimitive() || type == void.class) {
            return null;
        }
        return Array.get(Array.newInstance(type, 1), 0);
    }
}
