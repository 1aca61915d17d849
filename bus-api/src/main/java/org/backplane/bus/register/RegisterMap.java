package org.backplane.bus.register;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;

/** The registers of one range. Immutable. */
public final class RegisterMap {
    private final List<Register> registers;

    private RegisterMap(List<Register> registers) {
        this.registers = registers;
    }

    /**
     * Makes a map.
     *
     * @param registers the registers, in any order. Several may have the same offset: one for reading and one for writing,
     *                  or those of which a bit elsewhere selects one ({@link Register#when})
     * @return the map
     * @throws IllegalArgumentException if two registers have one name
     */
    public static RegisterMap of(Collection<Register> registers) {
        List<Register> sorted = registers.stream().sorted(Comparator.comparingLong(Register::offset)).toList();
        long names = sorted.stream().map(Register::name).distinct().count();
        if (names != sorted.size()) {
            throw new IllegalArgumentException("two registers have one name: " + sorted);
        }
        return new RegisterMap(sorted);
    }

    /**
     * Makes a map.
     *
     * @param registers the registers, see {@link #of(Collection)}
     * @return the map
     */
    public static RegisterMap of(Register... registers) {
        return of(List.of(registers));
    }

    /**
     * All of them.
     *
     * @return the registers by rising offset; those of one offset in the order in which they were declared
     */
    public List<Register> registers() {
        return registers;
    }

    /**
     * What an access meets.
     *
     * @param offset offset of its first byte in the range
     * @param width  1, 2, 4 or 8 bytes
     * @return the registers that have a byte of it, by rising offset; empty if there is none
     */
    public List<Register> at(long offset, int width) {
        return registers.stream().filter(register -> register.meets(offset, width)).toList();
    }

    /**
     * A register by its name.
     *
     * @param name the name
     * @return the register
     * @throws NoSuchElementException if there is none of that name
     */
    public Register register(String name) {
        return registers.stream().filter(register -> register.name().equals(name)).findFirst()
                .orElseThrow(() -> new NoSuchElementException("no register '" + name + "' among " + registers));
    }

    @Override
    public String toString() {
        return registers.toString();
    }
}
