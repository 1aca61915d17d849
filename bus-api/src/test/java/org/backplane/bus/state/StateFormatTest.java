package org.backplane.bus.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class StateFormatTest {
    private static final StateSchema SCHEMA = new StateSchema("a.device", 3);

    record Part(int low, byte[] bytes) {
    }

    record Whole(boolean on, int count, long time, String name, int[] queue, long[] times, Part part, Part[] parts) {
    }

    @Provide
    Arbitrary<StateRecord> records() {
        Arbitrary<String> names = Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(20);
        Arbitrary<Object> leaves = Arbitraries.oneOf(Arbitraries.longs().asGeneric(), Arbitraries.strings().ofMaxLength(10)
                .filter(text -> text.equals(new String(text.getBytes(StandardCharsets.UTF_8),
                        StandardCharsets.UTF_8))).asGeneric(),
                Arbitraries.bytes().array(byte[].class).asGeneric(), Arbitraries.integers().array(int[].class).asGeneric(),
                Arbitraries.longs().array(long[].class).asGeneric());
        return Arbitraries.recursive(() -> Arbitraries.maps(names, leaves).ofMaxSize(5).map(StateFormatTest::build),
                inner -> Combinators.combine(inner, Arbitraries.maps(names, leaves).ofMaxSize(3), names)
                        .as((below, beside, name) -> new StateBuilder(build(beside)).record(name, below).build()), 0, 4);
    }

    private static StateRecord build(Map<String, Object> values) {
        StateBuilder builder = new StateBuilder();
        values.forEach(builder::put);
        return builder.build();
    }

    @Property
    void theLengthIsThatOfTheBytes(@ForAll("records") StateRecord values) {
        DeviceState state = new DeviceState(SCHEMA, values);
        assertThat(StateFormat.length(state)).isEqualTo(StateFormat.write(state).length);
    }

    @Property
    void whatWasWrittenIsRead(@ForAll("records") StateRecord values) {
        DeviceState state = new DeviceState(SCHEMA, values);
        DeviceState read = StateFormat.read(StateFormat.write(state));
        assertThat(read).isEqualTo(state);
        assertThat(read.values().names()).containsExactlyElementsOf(values.names());
    }

    @Property
    void damagedBytesGiveOneLineOrAState(@ForAll("records") StateRecord values, @ForAll int where, @ForAll byte what) {
        byte[] bytes = StateFormat.write(new DeviceState(SCHEMA, values));
        bytes[Math.floorMod(where, bytes.length)] = what;
        readsOrSaysWhy(bytes);
        readsOrSaysWhy(Arrays.copyOf(bytes, Math.floorMod(where, bytes.length)));
    }

    @Property
    void anyBytesGiveOneLineOrAState(@ForAll byte[] bytes) {
        readsOrSaysWhy(bytes);
    }

    private static void readsOrSaysWhy(byte[] bytes) {
        try {
            StateFormat.read(bytes);
        } catch (StateException refused) {
            assertThat(refused.getMessage()).isNotBlank().doesNotContain("\n");
        }
    }

    @Test
    void aNameThatDoesNotPrintIsRefusedInOneLine() {
        byte[] bytes = StateFormat.write(new DeviceState(SCHEMA, new StateBuilder().bytes("b", (byte) 1).build()));
        int name = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf('b');
        bytes[name] = '\n';
        assertThatThrownBy(() -> StateFormat.read(bytes)).isInstanceOf(StateException.class)
                .hasMessageStartingWith("'?' is no name of a value");
    }

    @Test
    void aCountBeyondTheBytesAsksForNoMemory() {
        byte[] bytes = StateFormat.write(new DeviceState(SCHEMA, new StateBuilder().bytes("b", (byte) 1).build()));
        bytes[bytes.length - 5] = 0x7f;
        assertThatThrownBy(() -> StateFormat.read(bytes)).hasMessage("the state is cut off after " + bytes.length + " bytes");
    }

    @Test
    void recordsNestToADepth() {
        StateRecord nested = new StateBuilder().build();
        for (int i = 0; i < 20; i++) {
            nested = new StateBuilder().record("r", nested).build();
        }
        byte[] bytes = StateFormat.write(new DeviceState(SCHEMA, nested));
        assertThatThrownBy(() -> StateFormat.read(bytes)).hasMessage("records are nested more than 16 deep");
    }

    @Test
    void aJavaRecordBecomesNamedValuesAndBack() {
        Whole whole = new Whole(true, -3, 1L << 40, "naïve", new int[] {1, 2}, new long[] {-1}, new Part(7, new byte[] {9}),
                new Part[] {new Part(1, new byte[0]), new Part(2, new byte[] {1})});
        StateRecord values = StateRecord.of(whole);
        assertThat(values.record("parts").record("1").integer("low")).isEqualTo(2);

        Whole back = StateFormat.read(StateFormat.write(new DeviceState(SCHEMA, values))).values().to(Whole.class);

        assertThat(back).usingRecursiveComparison().isEqualTo(whole);
    }

    @Test
    void aValueThatIsMissingOrOfAnotherTypeIsNamed() {
        StateRecord values = new StateBuilder().number("low", 1L << 33).text("bytes", "no").build();
        assertThatThrownBy(() -> values.to(Part.class)).hasMessage("'low' is 8589934592, which has more than 32 bits");
        StateRecord other = new StateBuilder(values).number("low", 1).build();
        assertThatThrownBy(() -> other.to(Part.class)).hasMessage("the state has no byte array 'bytes'");
        assertThatThrownBy(() -> other.flag("on")).hasMessage("the state has no number 'on'");
    }

    @Test
    void arraysAreCopies() {
        byte[] bytes = {1};
        StateRecord values = new StateBuilder().bytes("b", bytes).build();
        bytes[0] = 2;
        values.bytes("b")[0] = 3;
        assertThat(values.bytes("b")).containsExactly(1);
    }
}
