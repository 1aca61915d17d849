package org.backplane.device.ide.internal;

import java.util.Optional;

/** Carries out the packet commands of a CD-ROM drive (SFF-8020i §10.8; MMC-2 §6.1). */
final class CdromCommands {
    private static final int INQUIRY_VITAL_DATA = 0x01;
    private static final int START = 0x01;
    private static final int LOAD_EJECT = 0x02;
    private static final int PREVENT = 0x01;
    private static final int TOC_MSF = 0x02;
    private static final int TOC_FORMAT_SHIFT = 6;
    private static final int MODE_PAGE = 0x3f;
    private static final int MODE_CONTROL_SHIFT = 6;
    private static final int MODE_SAVED = 3;
    private static final int EVENT_POLLED = 0x01;
    private static final int CONFIGURATION_TYPES = 0x03;

    private final CdromTray tray;
    private final CdromAnswers answers;
    private Sense sense = Sense.NONE;
    private Sense attention = Sense.NONE;

    CdromCommands(CdromTray tray) {
        this.tray = tray;
        answers = new CdromAnswers(tray);
    }

    /** What REQUEST SENSE would tell, and what the next command would hear of. */
    record State(String sense, String attention) {
    }

    State state() {
        return new State(sense.name(), attention.name());
    }

    void restore(State state) {
        sense = Sense.valueOf(state.sense);
        attention = Sense.valueOf(state.attention);
    }

    /** The drive was reset: the next command hears of it. */
    void reset() {
        sense = Sense.NONE;
        attention = Sense.RESET_OCCURRED;
        tray.lock(false);
    }

    /** The medium could not be read. */
    void failed(Sense why) {
        sense = why;
    }

    PacketReply execute(byte[] packet) {
        PacketCommand command = PacketCommand.of(packet[0] & 0xff);
        PacketReply reply;
        if (command == PacketCommand.REQUEST_SENSE) {
            reply = PacketReply.data(takeSense().data());
        } else if (attention != Sense.NONE && !command.ignoresAttention()) {
            reply = PacketReply.failed(attention);
            attention = Sense.NONE;
            sense = reply.sense();
        } else {
            reply = execute(command, packet);
            sense = reply.sense();
        }
        return reply.data().length == 0 ? reply : PacketReply.data(command.allocated(packet, reply.data()));
    }

    private Sense takeSense() {
        Sense taken = sense != Sense.NONE ? sense : attention;
        attention = sense != Sense.NONE ? attention : Sense.NONE;
        sense = Sense.NONE;
        return taken;
    }

    private PacketReply execute(PacketCommand command, byte[] packet) {
        return switch (command) {
            case TEST_UNIT_READY, SEEK_10 -> ifReady(PacketReply.done());
            case INQUIRY -> (packet[1] & INQUIRY_VITAL_DATA) != 0 ? invalidField() : PacketReply.data(answers.inquiry());
            case START_STOP_UNIT -> startStop(packet[4]);
            case PREVENT_ALLOW_MEDIUM_REMOVAL -> {
                tray.lock((packet[4] & PREVENT) != 0);
                yield PacketReply.done();
            }
            case READ_CAPACITY -> ifReady(PacketReply.data(answers.capacity()));
            case READ_10 -> read(long32(packet, 2), long32(packet, 6) >> 8 & 0xffff);
            case READ_12 -> read(long32(packet, 2), long32(packet, 6));
            case READ_TOC -> tray.ready() ? toc(packet) : PacketReply.failed(tray.condition());
            case GET_CONFIGURATION -> configuration(packet);
            case GET_EVENT_STATUS_NOTIFICATION -> (packet[1] & EVENT_POLLED) == 0 ? invalidField()
                    : PacketReply.data(answers.eventStatus(packet[4]));
            case READ_DISC_INFORMATION -> ifReady(PacketReply.data(answers.discInformation()));
            case MODE_SENSE_10 -> modeSense(packet[2] & 0xff);
            case SET_CD_SPEED -> PacketReply.done();
            case MECHANISM_STATUS -> PacketReply.data(answers.mechanismStatus());
            case UNSUPPORTED -> PacketReply.failed(Sense.INVALID_OPERATION_CODE);
            case REQUEST_SENSE -> throw new AssertionError(command);
        };
    }

    private PacketReply ifReady(PacketReply reply) {
        return tray.ready() ? reply : PacketReply.failed(tray.condition());
    }

    private static PacketReply invalidField() {
        return PacketReply.failed(Sense.INVALID_FIELD_IN_PACKET);
    }

    private PacketReply startStop(int operation) {
        if ((operation & LOAD_EJECT) == 0) {
            return (operation & START) == 0 ? PacketReply.done() : ifReady(PacketReply.done());
        }
        boolean eject = (operation & START) == 0;
        if (eject && tray.locked()) {
            return PacketReply.failed(Sense.REMOVAL_PREVENTED);
        }
        if (tray.move(eject)) {
            attention = Sense.MEDIUM_MAY_HAVE_CHANGED;
        }
        return PacketReply.done();
    }

    private PacketReply read(long lba, long sectors) {
        if (!tray.ready()) {
            return PacketReply.failed(tray.condition());
        }
        if (lba + sectors > tray.sectors()) {
            return PacketReply.failed(Sense.ADDRESS_OUT_OF_RANGE);
        }
        return PacketReply.sectors(lba, (int) sectors);
    }

    /** The format stands in byte 2; drives after SFF-8020i have it in the control byte. */
    private PacketReply toc(byte[] packet) {
        boolean msf = (packet[1] & TOC_MSF) != 0;
        int format = packet[2] & 0x0f;
        format = format == 0 ? (packet[9] & 0xff) >> TOC_FORMAT_SHIFT : format;
        Optional<byte[]> toc = switch (format) {
            case 0 -> answers.tracks(packet[6] & 0xff, msf);
            case 1 -> Optional.of(answers.sessions(msf));
            case 2 -> Optional.of(answers.fullToc());
            default -> Optional.empty();
        };
        return toc.map(PacketReply::data).orElseGet(CdromCommands::invalidField);
    }

    private PacketReply configuration(byte[] packet) {
        int type = packet[1] & CONFIGURATION_TYPES;
        return type == CONFIGURATION_TYPES ? invalidField()
                : PacketReply.data(answers.configuration(type, (int) long32(packet, 0) & 0xffff));
    }

    private PacketReply modeSense(int pageByte) {
        int control = pageByte >> MODE_CONTROL_SHIFT;
        if (control == MODE_SAVED) {
            return PacketReply.failed(Sense.SAVING_NOT_SUPPORTED);
        }
        return answers.modePages(pageByte & MODE_PAGE, control).map(PacketReply::data).orElseGet(CdromCommands::invalidField);
    }

    private static long long32(byte[] packet, int index) {
        return (packet[index] & 0xffL) << 24 | (packet[index + 1] & 0xff) << 16 | (packet[index + 2] & 0xff) << 8
                | packet[index + 3] & 0xff;
    }
}
