package org.backplane.cpu.internal.jit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.backplane.cpu.internal.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The bytecode of a few regions, as it was last looked at. {@code -Dbackplane.golden} writes the listings anew; look at what
 * has changed before you keep them.
 */
class GoldenListingTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "org", "backplane", "cpu", "internal", "jit");
    private static final int EIP = 0x1000;
    /** A name of a class that is made for C2, as all are but quick ones. */
    private static final String OTHER = "Golden";

    @ParameterizedTest
    @CsvSource({
        "load, 8B 43 04",                       // mov eax,[ebx+4]
        "store-byte, 88 0B",                    // mov [ebx],cl
        "update, 01 03",                        // add [ebx],eax
        "dead-flags, 01 D8 01 C8",              // add eax,ebx; add eax,ecx
        "loop, 03 03 49 75 FB",                 // add eax,[ebx]; dec ecx; jne
        "compare-and-branch, 39 D8 7C FC",      // cmp eax,ebx; jl
        "call, E8 00 00 00 00",                 // call to the next instruction
        "return, C3",                           // ret
        "segment, 64 03 05 10 00 00 00",        // add eax,fs:[10h]
        "divide, F7 F3",                        // div ebx
        "string, AC",                           // lodsb
        "near, 03 44 24 04 03 44 24 08",        // add eax,[esp+4]; add eax,[esp+8]
        "carry, 01 D8 11 CA",                   // add eax,ebx; adc edx,ecx
        "called-handler, 40 0F 77",             // inc eax; emms
        "x87, D9 03 D8 C9 DD 1E",               // fld dword [ebx]; fmul st,st(1); fstp qword [esi]
        "x87-compare, DE D9 DF E0 9E",          // fcompp; fnstsw ax; sahf
        "quick-loop, 03 03 49 75 FB",           // add eax,[ebx]; dec ecx; jne: as C1 is to compile it
    })
    void theBytecodeIsWhatItWas(String name, String code) throws IOException {
        assumeTrue(ArenaAccess.DIRECT || !name.startsWith("quick"), "quick code calls Unsafe, which this JVM does not allow");
        compare(name, classOf(code, name.startsWith("quick") ? Tiers.QUICK : OTHER, false));
    }

    @Test
    void aDeviceIsReachedByACall() throws IOException {
        // add eax,[ebx]; adc edx,0
        compare("device", classOf("03 03 83 D2 00", OTHER, true));
    }

    @Test
    void anAccessRemembersItsPage() throws IOException {
        // add eax,[ebx]; dec ecx; jne
        RegionShape shape = shape(GuestCode.block(EIP, "03 03 49 75 FB"));
        compare("remembering", compiler().write(shape, OTHER, new BitSet()).classFile());
    }

    @Test
    void anAccessThatIsOftenElsewhereRemembersNone() throws IOException {
        // mov eax,[ebx]; mov [esi],eax
        RegionShape shape = shape(GuestCode.block(EIP, "8B 03 89 06"));
        BitSet first = new BitSet();
        first.set(0);
        compare("restless", compiler().write(shape, OTHER, first).classFile());
    }

    @Test
    void anAccessMustLieInItsSegment() throws IOException {
        // add ax,[bx+4]; push ax, in 32-bit code as if prefixes had said so
        RegionShape shape = new RegionShape(false, new Addressing(true, false, 0x10000, 0xFFFF, 0xFFFF), null);
        shape.add(GuestCode.block(EIP, "67 66 03 47 04 66 50"));
        shape.addEntry(EIP);
        compare("limit", compiler().write(shape, OTHER, null).classFile());
    }

    @Test
    void memoryThatIsTakenForGrantedIsReadWithoutALook() throws IOException {
        // mov eax,[ebx]; mov [esi],eax
        RegionShape shape = new RegionShape(false, Addressing.FLAT, DirectRun.around(Engine.INTERPRETER.create(0x20000).cpu, EIP));
        shape.add(GuestCode.block(EIP, "8B 03 89 06"));
        shape.addEntry(EIP);
        compare("run", compiler().write(shape, OTHER, null).classFile());
    }

    private static void compare(String name, byte[] classFile) throws IOException {
        Path golden = GOLDEN.resolve(name + ".txt");
        String listing = String.join("\n", CodeListing.of(classFile)) + "\n";
        if (System.getProperty("backplane.golden") != null) {
            Files.writeString(golden, listing);
        }
        assertThat(listing).as(golden.toString()).isEqualTo(Files.readString(golden, StandardCharsets.UTF_8));
    }

    private static byte[] classOf(String hex, String name, boolean oftenRefused) {
        GuestBlock block = GuestCode.block(EIP, hex);
        if (oftenRefused) {
            block.oftenRefused(EIP);
        }
        return compiler().write(shape(block), name, null).classFile();
    }

    private static RegionCompiler compiler() {
        return new RegionCompiler(Engine.INTERPRETER.create(0x10000).cpu, (insns, flat) -> null, new Escapes(), null, false, false);
    }

    private static RegionShape shape(GuestBlock block) {
        RegionShape shape = new RegionShape(false, Addressing.FLAT, null);
        shape.add(block);
        shape.addEntry(EIP);
        return shape;
    }
}
