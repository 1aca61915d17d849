package org.backplane.host.io.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.backplane.bus.host.DiskSnapshot;
import org.backplane.bus.host.HostDisk;
import org.backplane.bus.host.HostStreamException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HostDisksComponentTest {
    private static final int LENGTH = 300 * 1024;

    private final HostDisksComponent disks = new HostDisksComponent();
    private final byte[] contents = new byte[LENGTH];

    @TempDir
    private Path directory;
    private Path file;

    @BeforeEach
    void makeImage() throws IOException {
        new Random(1).nextBytes(contents);
        file = Files.write(directory.resolve("disk.img"), contents);
    }

    @AfterEach
    void stop() {
        disks.stop();
    }

    private HostDisk open(String name) {
        return disks.open(name, "ide~a");
    }

    private static byte[] read(HostDisk disk, long position, int length) throws IOException {
        byte[] bytes = new byte[length + 2];
        disk.read(position, bytes, 1, length);
        assertThat(bytes[0] + bytes[length + 1]).as("nothing beside it is touched").isZero();
        return Arrays.copyOfRange(bytes, 1, length + 1);
    }

    private static byte[] pattern(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    @Test
    void anImageIsReadAndWritten() throws Exception {
        HostDisk disk = open(file.toString());
        assertThat(disk.lengthBytes()).isEqualTo(LENGTH);
        assertThat(disk.isWritable()).isTrue();
        assertThat(disk.name()).isEqualTo(file.toString());
        assertThat(read(disk, 1024, 2048)).isEqualTo(Arrays.copyOfRange(contents, 1024, 3072));

        disk.write(512, pattern(1024, 0x5a), 512, 512);
        assertThat(read(disk, 512, 512)).containsOnly(0x5a);
        disk.flush();
        disk.close();
        disk.close();

        byte[] now = Files.readAllBytes(file);
        assertThat(Arrays.copyOfRange(now, 512, 1024)).containsOnly(0x5a);
        assertThat(Arrays.copyOfRange(now, 1024, LENGTH)).isEqualTo(Arrays.copyOfRange(contents, 1024, LENGTH));
    }

    @Test
    void anOverlayKeepsTheImageAsItIs() throws Exception {
        HostDisk disk = open("overlay:" + file);
        assertThat(disk.isWritable()).isTrue();
        disk.write(64 * 1024 - 512, pattern(1024, 0x5a), 0, 1024);
        disk.write(128 * 1024, pattern(64 * 1024, 0x33), 0, 64 * 1024);
        disk.flush();

        byte[] expected = contents.clone();
        Arrays.fill(expected, 64 * 1024 - 512, 64 * 1024 + 512, (byte) 0x5a);
        Arrays.fill(expected, 128 * 1024, 192 * 1024, (byte) 0x33);
        assertThat(read(disk, 0, LENGTH)).isEqualTo(expected);
        assertThat(Files.readAllBytes(file)).isEqualTo(contents);

        disk.close();
        assertThat(read(open("overlay:" + file), 0, LENGTH)).as("it lives as long as the disk is open")
                .isEqualTo(contents);
    }

    @Test
    void anOverlayAnswersAsAnArrayWould() throws Exception {
        Random random = new Random(7);
        HostDisk disk = open("overlay:" + file);
        byte[] model = contents.clone();
        for (int step = 0; step < 300; step++) {
            int position = random.nextInt(LENGTH / 512) * 512;
            int length = Math.min(LENGTH - position, (1 + random.nextInt(300)) * 512);
            if (random.nextBoolean()) {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                disk.write(position, bytes, 0, length);
                System.arraycopy(bytes, 0, model, position, length);
            } else {
                assertThat(read(disk, position, length)).isEqualTo(Arrays.copyOfRange(model, position, position + length));
            }
        }
        assertThat(read(disk, 0, LENGTH)).isEqualTo(model);
    }

    @Test
    void aReadOnlyImageTakesNoWrites() throws Exception {
        HostDisk disk = open("readonly:" + file);

        assertThat(disk.isWritable()).isFalse();
        assertThatThrownBy(() -> disk.write(0, new byte[512], 0, 512)).isInstanceOf(IOException.class)
                .hasMessage("readonly:" + file + " takes no writes");
        assertThat(read(disk, 0, 512)).isEqualTo(Arrays.copyOf(contents, 512));
    }

    @Test
    void anImageThatTheHostDoesNotLetUsWriteIsOnlyRead() {
        assertThat(file.toFile().setReadOnly()).isTrue();
        assumeFalse(Files.isWritable(file), "somebody whom the host lets write everything");

        assertThat(open(file.toString()).isWritable()).isFalse();
    }

    @Test
    void anImageThatIsWrittenHasOneUser() throws Exception {
        HostDisk disk = open(file.toString());
        Path link = Files.createSymbolicLink(directory.resolve("link.img"), file);

        for (String name : new String[] {file.toString(), "overlay:" + file, "readonly:" + link}) {
            assertThatThrownBy(() -> disks.open(name, "another")).isInstanceOf(HostStreamException.class)
                    .hasMessage(name + ": taken by ide~a");
        }
        disk.close();
        disks.open("readonly:" + link, "another");
        assertThatThrownBy(() -> open(file.toString())).hasMessage(file + ": taken by another");
    }

    @Test
    void anImageThatIsOnlyReadHasManyUsers() throws Exception {
        HostDisk first = open("overlay:" + file);
        HostDisk second = open("readonly:" + file);
        first.write(0, pattern(512, 1), 0, 512);
        first.close();

        assertThat(read(second, 0, 512)).isEqualTo(Arrays.copyOf(contents, 512));
        second.close();
        assertThat(open(file.toString()).isWritable()).as("nobody reads it any more").isTrue();
    }

    @Test
    void anImageIsLockedAgainstOtherProcesses() throws Exception {
        HostDisk disk = open(file.toString());
        Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                write("Lock.java", "public class Lock { public static void main(String[] a) throws Exception {"
                        + "try (var c = java.nio.channels.FileChannel.open(java.nio.file.Path.of(a[0]),"
                        + "java.nio.file.StandardOpenOption.WRITE)) { System.exit(c.tryLock() == null ? 7 : 8); } } }"),
                file.toString()).redirectErrorStream(true).start();

        assertThat(other.waitFor()).as("another process does not get the lock").isEqualTo(7);
        disk.close();
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    @Test
    void theLastPartOfASectorReadsAsIfZeroesFollowed() throws Exception {
        Path odd = Files.write(directory.resolve("odd.img"), pattern(700, 9));
        HostDisk disk = open(odd.toString());

        assertThat(disk.lengthBytes()).isEqualTo(1024);
        byte[] last = read(disk, 512, 512);
        assertThat(Arrays.copyOf(last, 188)).containsOnly(9);
        assertThat(Arrays.copyOfRange(last, 188, 512)).containsOnly(0);
        assertThatThrownBy(() -> disk.write(512, new byte[512], 0, 512)).isInstanceOf(IOException.class)
                .hasMessage(odd + " ends within the sector that was to be written");
        disk.write(0, new byte[512], 0, 512);
        assertThat(odd).hasSize(700);
    }

    @Test
    void whatDoesNotLieInTheDiskIsRefused() {
        HostDisk disk = open(file.toString());

        assertThatThrownBy(() -> disk.read(LENGTH - 511, new byte[512], 0, 512))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> disk.write(-1, new byte[512], 0, 512)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> disk.read(0, new byte[512], 1, 512)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aHostThatFailsIsAnErrorOfOneLine() throws Exception {
        HostDisk disk = open("overlay:" + file);
        disk.write(0, pattern(512, 1), 0, 512);
        disks.stop();

        assertThat(read(disk, 0, 512)).as("the overlay is still there").containsOnly(1);
        assertThatThrownBy(() -> disk.read(128 * 1024, new byte[512], 0, 512)).isInstanceOf(IOException.class)
                .hasMessage("overlay:" + file + ": read at 0x20000: ClosedChannelException");
        assertThatThrownBy(() -> disk.write(128 * 1024, new byte[512], 0, 512)).isInstanceOf(IOException.class);
    }

    @Test
    void aFileThatShrinksUnderneathReadsAsZeroes() throws Exception {
        HostDisk disk = open("readonly:" + file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(512);
        }

        assertThat(read(disk, 1024, 512)).containsOnly(0);
    }

    @Test
    void aClosedDiskSaysSo() {
        HostDisk disk = open(file.toString());
        disk.close();

        assertThatThrownBy(() -> disk.read(0, new byte[1], 0, 1)).isInstanceOf(IOException.class)
                .hasMessage(file + " is closed");
        assertThatThrownBy(disk::flush).isInstanceOf(IOException.class);
    }

    @Test
    void anOverlayThatIsHandedOverIsFoundAgainWithWhatWasWritten() throws Exception {
        HostDisk first = open("overlay:" + file);
        first.write(512, pattern(512, 0x5a), 0, 512);
        first.handOver();
        HostDisk stranger = disks.open("overlay:" + file, "ide~b");
        HostDisk next = open("overlay:" + file);

        assertThat(read(next, 512, 512)).containsOnly(0x5a);
        assertThat(read(stranger, 512, 512)).as("another user's is another one")
                .isEqualTo(Arrays.copyOfRange(contents, 512, 1024));
        assertThatThrownBy(() -> read(first, 0, 512)).as("who has left has nothing").hasMessage("overlay:" + file + " is closed");
        first.close();
        first.handOver();
        assertThat(read(next, 512, 512)).containsOnly(0x5a);
        assertThat(read(open("overlay:" + file), 512, 512)).as("it is there once")
                .isEqualTo(Arrays.copyOfRange(contents, 512, 1024));
    }

    @Test
    void twoOverlaysOfOneImageAreTakenInTheOrderInWhichTheyWereLeft() throws Exception {
        HostDisk[] drives = {open("overlay:" + file), open("overlay:" + file)};
        drives[0].write(0, pattern(512, 1), 0, 512);
        drives[1].write(0, pattern(512, 2), 0, 512);
        drives[0].handOver();
        drives[1].handOver();

        assertThat(read(open("overlay:" + file), 0, 512)).containsOnly(1);
        assertThat(read(open("overlay:" + file), 0, 512)).containsOnly(2);
    }

    @Test
    void anImageThatIsHandedOverStaysTakenForOthers() {
        open(file.toString()).handOver();

        assertThatThrownBy(() -> disks.open(file.toString(), "ide~b")).hasMessage(file + ": taken by ide~a");
        assertThat(open(file.toString()).isWritable()).isTrue();
    }

    @Test
    @Timeout(60)
    void anImageForWhichNobodyComesIsClosed() throws Exception {
        HostDisksComponent impatient = new HostDisksComponent(1_000_000);
        HostDisk overlay = impatient.open("overlay:" + file, "ide~a");
        overlay.write(0, pattern(512, 0x5a), 0, 512);
        overlay.handOver();
        while (!takenByAnother(impatient)) {
            Thread.onSpinWait();
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(contents);
        impatient.stop();
    }

    /** The image can be written as soon as nobody has it open for reading. */
    private boolean takenByAnother(HostDisksComponent from) {
        try {
            from.open(file.toString(), "ide~b");
            return true;
        } catch (HostStreamException taken) {
            assertThat(taken).hasMessage(file + ": taken by ide~a");
            return false;
        }
    }

    @Test
    void whatCannotBeOpenedIsNamed() {
        assertThatThrownBy(() -> open("overlay:" + directory + "/none"))
                .isInstanceOf(HostStreamException.class).hasMessage("overlay:" + directory + "/none: there is no such file");
        assertThatThrownBy(() -> open(directory.toString())).hasMessage(directory + ": is not a regular file");
        assertThatThrownBy(() -> open("")).hasMessage(": there is no such file");
    }

    @Test
    void anOverlayOfAnotherProcessGoesOnWithWhatWasWrittenThere() throws IOException {
        HostDisk overlay = open("overlay:" + file);
        overlay.write(70 * 1024, pattern(512, 7), 0, 512);
        overlay.write(LENGTH - 512, pattern(512, 9), 0, 512);
        open("readonly:" + file);
        List<DiskSnapshot> taken = disks.snapshot();
        overlay.write(70 * 1024, pattern(512, 8), 0, 512);
        disks.stop();
        HostDisksComponent others = new HostDisksComponent();
        others.restore(taken);

        try (HostDisk stranger = others.open("overlay:" + file, "ide~b")) {
            assertThat(read(stranger, 70 * 1024, 1)).as("somebody else").containsExactly(contents[70 * 1024]);
        }
        HostDisk next = others.open("overlay:" + file, "ide~a");
        assertThat(read(next, 70 * 1024, 512)).as("as it was at that moment").isEqualTo(pattern(512, 7));
        assertThat(read(next, LENGTH - 512, 512)).isEqualTo(pattern(512, 9));
        assertThat(read(next, 69 * 1024, 1024)).isEqualTo(Arrays.copyOfRange(contents, 69 * 1024, 70 * 1024));
        assertThat(others.snapshot()).singleElement().satisfies(disk -> assertThat(disk.clusters()).hasSize(2));
        others.stop();
        assertThat(taken).extracting(disk -> disk.name().split(":")[0] + " " + disk.user() + " " + disk.clusters().size()
                + " " + disk.written()).containsExactly("overlay ide~a 2 false", "readonly ide~a 0 false");
        assertThat(taken.get(0).path()).isEqualTo(file.toRealPath().toString());
        assertThat(taken.get(0).lengthBytes()).isEqualTo(LENGTH);
    }

    @Test
    void whatIsClosedIsNotListed() throws IOException {
        open(file.toString()).close();
        HostDisk left = open("overlay:" + file);
        left.handOver();
        assertThat(disks.snapshot()).as("one that was left is open still").hasSize(1);
        open("overlay:" + file).close();

        assertThat(disks.snapshot()).isEmpty();
    }
}
