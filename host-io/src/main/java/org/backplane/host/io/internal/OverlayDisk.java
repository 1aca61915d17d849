package org.backplane.host.io.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.backplane.bus.host.DiskSnapshot;

/**
 * An image that is only read, and clusters of it that were written: those lie in a sparse temporary file at the same
 * positions, and are forgotten with it.
 */
final class OverlayDisk extends OpenDisk {
    static final int CLUSTER_BYTES = 64 << 10;

    private final BitSet written = new BitSet();
    private FileChannel clusters;

    OverlayDisk(String name, ImageFile image, Consumer<OpenDisk> whenClosed) {
        super(name, image, whenClosed);
    }

    @Override
    boolean isWritable() {
        return true;
    }

    @Override
    void readChecked(long position, byte[] into, int offset, int length) throws IOException {
        for (int done = 0; done < length;) {
            long at = position + done;
            int bytes = bytesInCluster(at, length - done);
            if (written.get(cluster(at))) {
                transfer(ByteBuffer.wrap(into, offset + done, bytes), at, false);
            } else {
                image().read(at, into, offset + done, bytes);
            }
            done += bytes;
        }
    }

    @Override
    void writeChecked(long position, byte[] from, int offset, int length) throws IOException {
        for (int done = 0; done < length;) {
            long at = position + done;
            int bytes = bytesInCluster(at, length - done);
            copyOnWrite(at, bytes);
            transfer(ByteBuffer.wrap(from, offset + done, bytes), at, true);
            written.set(cluster(at));
            done += bytes;
        }
    }

    /** Fills a cluster that is going to be written in part. */
    private void copyOnWrite(long position, int bytes) throws IOException {
        if (!written.get(cluster(position)) && bytes < CLUSTER_BYTES) {
            byte[] whole = new byte[CLUSTER_BYTES];
            long start = position - position % CLUSTER_BYTES;
            image().read(start, whole, 0, CLUSTER_BYTES);
            transfer(ByteBuffer.wrap(whole), start, true);
        }
    }

    private void transfer(ByteBuffer bytes, long position, boolean write) throws IOException {
        int first = bytes.position();
        while (bytes.hasRemaining()) {
            long at = position + bytes.position() - first;
            int count = write ? file().write(bytes, at) : file().read(bytes, at);
            if (count < 0) {
                throw new IOException("the temporary file has lost what was written");
            }
        }
    }

    private FileChannel file() throws IOException {
        if (clusters == null) {
            Path file = Files.createTempFile("backplane-overlay", ".tmp");
            clusters = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
                    StandardOpenOption.SPARSE, StandardOpenOption.DELETE_ON_CLOSE);
        }
        return clusters;
    }

    private static int cluster(long position) {
        return Math.toIntExact(position / CLUSTER_BYTES);
    }

    private static int bytesInCluster(long position, int most) {
        return (int) Math.min(CLUSTER_BYTES - position % CLUSTER_BYTES, most);
    }

    @Override
    List<DiskSnapshot.Cluster> clusters() throws IOException {
        List<DiskSnapshot.Cluster> copies = new ArrayList<>();
        for (int cluster = written.nextSetBit(0); cluster >= 0; cluster = written.nextSetBit(cluster + 1)) {
            byte[] bytes = new byte[CLUSTER_BYTES];
            readBack(ByteBuffer.wrap(bytes), (long) cluster * CLUSTER_BYTES);
            copies.add(new DiskSnapshot.Cluster(cluster, bytes));
        }
        return copies;
    }

    /** The last cluster of a disk may be written in part; zeroes follow. */
    private void readBack(ByteBuffer into, long position) throws IOException {
        int count = 0;
        while (into.hasRemaining() && count >= 0) {
            count = file().read(into, position + into.position());
        }
    }

    /** Takes what another overlay had. */
    void restore(List<DiskSnapshot.Cluster> clusters) throws IOException {
        for (DiskSnapshot.Cluster cluster : clusters) {
            transfer(ByteBuffer.wrap(cluster.bytes()), (long) cluster.number() * CLUSTER_BYTES, true);
            written.set(cluster.number());
        }
    }

    @Override
    void flushOpen() {
        // Nothing of it outlives this process.
    }

    @Override
    void closeOwn() throws IOException {
        if (clusters != null) {
            clusters.close();
        }
    }
}
