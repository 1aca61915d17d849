package org.backplane.bus.testkit;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a component's typed configuration (a component property type) as Declarative Services would. */
public final class ComponentConfig {
    private ComponentConfig() {
    }

    /**
     * Makes a configuration of defaults.
     *
     * @param type the annotation type; each of its members has a default
     * @param <A>  the annotation type
     * @return the configuration
     */
    public static <A> A of(Class<A> type) {
        return of(type, Map.of());
    }

    /**
     * Makes a configuration.
     *
     * @param type   the annotation type
     * @param values values by member name, of the members' own types; a member that is not named has its default
     * @param <A>    the annotation type
     * @return the configuration
     * @throws IllegalArgumentException if a name is not one of the type's members, or a value is of another type
     */
    public static <A> A of(Class<A> type, Map<String, ?> values) {
        Set<String> members =
                Arrays.stream(type.getDeclaredMethods()).map(Method::getName).collect(Collectors.toSet());
        values.keySet().stream().filter(name -> !members.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("'" + name + "' is none of " + members);
        });
        Arrays.stream(type.getDeclaredMethods()).forEach(member -> check(member, values));
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> value(type, method, values)));
    }

    private static Object value(Class<?> type, Method method, Map<String, ?> values) {
        return switch (method.getName()) {
            case "annotationType" -> type;
            case "toString" -> "@" + type.getSimpleName() + values;
            default -> values.containsKey(method.getName()) ? values.get(method.getName()) : method.getDefaultValue();
        };
    }

    private static void check(Method member, Map<String, ?> values) {
        Object standard = member.getDefaultValue();
        Object value = values.containsKey(member.getName()) ? values.get(member.getName()) : standard;
        if (value == null || standard != null && value.getClass() != standard.getClass()) {
            throw new IllegalArgumentException(member.getName() + " must be a " + member.getReturnType().getSimpleName()
                    + ", not " + value);
        }
    }
}
