package org.backplane.device.ide.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The data that a CD-ROM drive gives about itself and its disc (SFF-8020i §10.8; MMC-2 §5.2, §6.1). */
final class CdromAnswers {
    private static final int LEAD_OUT = 0xaa;
    /** ADR 1, control 4: a data track. */
    private static final int DATA_TRACK = 0x14;
    private static final int FRAMES_PER_SECOND = 75;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int LEAD_IN_FRAMES = 150;
    private static final int PAGE_ERROR_RECOVERY = 0x01;
    private static final int PAGE_CAPABILITIES = 0x2a;
    private static final int PAGE_ALL = 0x3f;
    private static final int MODE_CHANGEABLE = 1;
    private static final int MEDIUM_DATA_CD = 0x01;
    private static final int MEDIUM_NONE = 0x70;
    private static final int MEDIUM_DOOR_OPEN = 0x71;
    private static final int SPEED_KBPS = 5632;
    private static final int PROFILE_CD_ROM = 0x0008;
    private static final int PROFILE_DVD_ROM = 0x0010;
    /** 80 minutes; more is taken for a DVD. */
    private static final long CD_SECTORS = 80L * SECONDS_PER_MINUTE * FRAMES_PER_SECOND;
    private static final int FEATURE_CURRENT = 1;
    private static final int EVENT_CLASS_MEDIA = 4;

    private final CdromTray tray;

    CdromAnswers(CdromTray tray) {
        this.tray = tray;
    }

    /** Bytes in the order of the standards: big-endian. */
    private static final class Bytes {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Bytes put(int... values) {
            for (int value : values) {
                bytes.write(value);
            }
            return this;
        }

        Bytes put16(int value) {
            return put(value >> 8, value);
        }

        Bytes put32(long value) {
            return put16((int) (value >> 16)).put16((int) value);
        }

        Bytes text(String text, int length) {
            bytes.writeBytes(String.format("%-" + length + "s", text).getBytes(StandardCharsets.US_ASCII));
            return this;
        }

        Bytes put(Bytes more) {
            bytes.writeBytes(more.array());
            return this;
        }

        int size() {
            return bytes.size();
        }

        byte[] array() {
            return bytes.toByteArray();
        }
    }

    byte[] inquiry() {
        return new Bytes().put(0x05, 0x80, 0x00, 0x21, 31, 0, 0, 0)
                .text("BACKPLN", 8).text("CD-ROM", 16).text("0.1", 4).array();
    }

    byte[] capacity() {
        return new Bytes().put32(tray.sectors() - 1).put32(CdromTray.SECTOR_BYTES).array();
    }

    /** READ TOC format 0: the tracks from one on; nothing if there is no such track. */
    Optional<byte[]> tracks(int first, boolean msf) {
        if (first > 1 && first != LEAD_OUT) {
            return Optional.empty();
        }
        Bytes tracks = new Bytes().put(1, 1);
        if (first <= 1) {
            track(tracks, 1, 0, msf);
        }
        track(tracks, LEAD_OUT, tray.sectors(), msf);
        return Optional.of(withLength(tracks));
    }

    /** Format 1: where the last session begins. */
    byte[] sessions(boolean msf) {
        Bytes sessions = new Bytes().put(1, 1);
        track(sessions, 1, 0, msf);
        return withLength(sessions);
    }

    /** Format 2: what is in the lead-in. */
    byte[] fullToc() {
        Bytes toc = new Bytes().put(1, 1);
        toc.put(1, DATA_TRACK, 0, 0xa0, 0, 0, 0, 0, 1, 0, 0);
        toc.put(1, DATA_TRACK, 0, 0xa1, 0, 0, 0, 0, 1, 0, 0);
        toc.put(1, DATA_TRACK, 0, 0xa2, 0, 0, 0).put32(minutesSecondsFrames(tray.sectors()));
        toc.put(1, DATA_TRACK, 0, 1, 0, 0, 0).put32(minutesSecondsFrames(0));
        return withLength(toc);
    }

    private static void track(Bytes tracks, int number, long lba, boolean msf) {
        tracks.put(0, DATA_TRACK, number, 0).put32(msf ? minutesSecondsFrames(lba) : lba);
    }

    /** One byte each, after a byte of zero. */
    private static long minutesSecondsFrames(long lba) {
        long frames = lba + LEAD_IN_FRAMES;
        long seconds = frames / FRAMES_PER_SECOND;
        return seconds / SECONDS_PER_MINUTE % 0x100 << 16 | seconds % SECONDS_PER_MINUTE << 8 | frames % FRAMES_PER_SECOND;
    }

    private static byte[] withLength(Bytes bytes) {
        return new Bytes().put16(bytes.size()).put(bytes).array();
    }

    /** MODE SENSE: the pages; nothing if there is no such page. No bit of them can be changed. */
    Optional<byte[]> modePages(int page, int control) {
        Bytes pages = new Bytes();
        if (page == PAGE_ERROR_RECOVERY || page == PAGE_ALL) {
            pages.put(modePage(control, new Bytes().put(PAGE_ERROR_RECOVERY, 6, 0, 5, 0, 0, 0, 0)));
        }
        if (page == PAGE_CAPABILITIES || page == PAGE_ALL) {
            pages.put(modePage(control, capabilities()));
        }
        if (pages.size() == 0) {
            return Optional.empty();
        }
        int medium = tray.open() ? MEDIUM_DOOR_OPEN : tray.ready() ? MEDIUM_DATA_CD : MEDIUM_NONE;
        return Optional.of(withLength(new Bytes().put(medium, 0, 0, 0, 0, 0).put(pages)));
    }

    private static Bytes modePage(int control, Bytes page) {
        if (control != MODE_CHANGEABLE) {
            return page;
        }
        byte[] current = page.array();
        return new Bytes().put(current[0], current[1]).put(new int[current.length - 2]);
    }

    /** Reads CD-R, CD-RW and DVD-ROM, mode 2 and sessions; a tray that locks and ejects. */
    private Bytes capabilities() {
        return new Bytes().put(PAGE_CAPABILITIES, 18, 0x0b, 0x00, 0x70, 0x00, 0x29 | (tray.locked() ? 0x02 : 0), 0x00)
                .put16(SPEED_KBPS).put16(0).put16(64).put16(SPEED_KBPS).put(0, 0, 0, 0);
    }

    byte[] eventStatus(int requestedClasses) {
        if ((requestedClasses & 1 << EVENT_CLASS_MEDIA) == 0) {
            return new Bytes().put16(2).put(0x80, 1 << EVENT_CLASS_MEDIA).array();
        }
        int status = (tray.open() ? 0x01 : 0) | (tray.ready() ? 0x02 : 0);
        return new Bytes().put16(6).put(EVENT_CLASS_MEDIA, 1 << EVENT_CLASS_MEDIA, tray.takeEvent(), status, 0, 0).array();
    }

    /** GET CONFIGURATION: all features, the current ones or a single one, from a number on. */
    byte[] configuration(int requestType, int firstFeature) {
        int profile = !tray.ready() ? 0 : tray.sectors() > CD_SECTORS ? PROFILE_DVD_ROM : PROFILE_CD_ROM;
        int cd = profile == PROFILE_CD_ROM ? FEATURE_CURRENT : 0;
        int dvd = profile == PROFILE_DVD_ROM ? FEATURE_CURRENT : 0;
        Bytes features = new Bytes();
        feature(features, requestType, firstFeature, 0x0000, 0x03, new Bytes()
                .put16(PROFILE_DVD_ROM).put(dvd, 0).put16(PROFILE_CD_ROM).put(cd, 0));
        feature(features, requestType, firstFeature, 0x0001, 0x03, new Bytes().put32(2));
        feature(features, requestType, firstFeature, 0x0003, 0x03, new Bytes().put(0x29, 0, 0, 0));
        feature(features, requestType, firstFeature, 0x0010, cd | dvd, new Bytes()
                .put32(CdromTray.SECTOR_BYTES).put16(1).put(0, 0));
        feature(features, requestType, firstFeature, 0x001e, cd, new Bytes().put(0, 0, 0, 0));
        feature(features, requestType, firstFeature, 0x001f, dvd, new Bytes());
        return new Bytes().put32(features.size() + 4).put16(0).put16(profile).put(features).array();
    }

    private static void feature(Bytes features, int requestType, int first, int code, int persistence, Bytes data) {
        boolean current = (persistence & FEATURE_CURRENT) != 0;
        boolean wanted = switch (requestType) {
            case 0 -> code >= first;
            case 1 -> code >= first && current;
            default -> code == first;
        };
        if (wanted) {
            features.put16(code).put(persistence, data.size()).put(data);
        }
    }

    /** A finished disc with one session and one track. */
    byte[] discInformation() {
        return withLength(new Bytes().put(0x0e, 1, 1, 1, 1, 0x20).put(new int[26]));
    }

    byte[] mechanismStatus() {
        return new Bytes().put(0, tray.open() ? 0x10 : 0, 0, 0, 0, 0, 0, 0).array();
    }
}
