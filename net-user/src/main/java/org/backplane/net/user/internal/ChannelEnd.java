package org.backplane.net.user.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/** A connection of the host's as a socket channel. */
final class ChannelEnd implements HostEnd, Ready {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final String name;
    private final Consumer<String> log;
    private TcpConnection connection;

    private ChannelEnd(SocketChannel channel, Selector selector, String name, int interest, Consumer<String> log)
            throws IOException {
        this.channel = channel;
        this.name = name;
        this.log = log;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key = channel.register(selector, interest, this);
    }

    /** Begins to connect; the connection hears of the end of that. */
    static ChannelEnd connecting(InetSocketAddress to, Selector selector, Consumer<String> log) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            ChannelEnd end = new ChannelEnd(channel, selector, text(to), SelectionKey.OP_CONNECT, log);
            channel.connect(to);
            return end;
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    /** Goes on with a connection that somebody has made to the host. */
    static ChannelEnd accepted(SocketChannel channel, Selector selector, Consumer<String> log) throws IOException {
        return new ChannelEnd(channel, selector, text((InetSocketAddress) channel.getRemoteAddress()), 0, log);
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** Who is told; set before the network's thread looks at the channel again. */
    void connection(TcpConnection owner) {
        connection = owner;
    }

    @Override
    public void ready() {
        if (key.isValid() && key.isConnectable()) {
            connect();
        } else if (key.isValid()) {
            connection.hostReady();
        }
    }

    private void connect() {
        try {
            if (channel.finishConnect()) {
                key.interestOps(0);
                connection.hostConnected();
            }
        } catch (IOException refused) {
            connection.hostFailed();
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return channel.write(from);
    }

    @Override
    public void finish() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void want(boolean read, boolean write) {
        if (key.isValid()) {
            key.interestOps((read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0));
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            log.accept(name + " cannot be closed: " + failure.getMessage());
        }
    }

    @Override
    public void abort() {
        try {
            if (channel.isConnected()) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException gone) {
            log.accept(name + " ends without a reset: " + gone.getMessage());
        }
        close();
    }

    @Override
    public String name() {
        return name;
    }
}
