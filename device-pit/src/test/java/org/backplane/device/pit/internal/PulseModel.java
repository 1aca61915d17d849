package org.backplane.device.pit.internal;

/** A counter of the 8254 as the datasheet tells it, pulse by pulse: slow, and written without looking at the other one. */
final class PulseModel {
    private int mode = 3;
    private boolean gate;
    private int register;
    private boolean written;
    private boolean load;
    boolean loaded;
    int count;
    private int loadedCount;
    boolean out = true;
    private boolean struck;
    int rises;

    PulseModel(boolean gate) {
        this.gate = gate;
    }

    void control(int newMode) {
        mode = newMode;
        written = false;
        load = false;
        loaded = false;
        out(mode != 0);
    }

    void write(int value) {
        register = value;
        written = true;
        load |= mode == 0 || mode == 4 || (mode == 2 || mode == 3) && !loaded;
        if (mode == 0) {
            out(false);
        }
    }

    void gate(boolean high) {
        if (high && !gate && mode != 0 && mode != 4) {
            load |= written;
        }
        if (!high && gate && (mode == 2 || mode == 3)) {
            out(true);
        }
        gate = high;
    }

    void pulse() {
        if (load) {
            load = false;
            loaded = true;
            struck = false;
            reload();
            out(mode > 1);
        } else if (loaded) {
            count();
        }
    }

    private void reload() {
        loadedCount = register;
        count = mode == 3 ? register & ~1 : register;
    }

    private void count() {
        switch (mode) {
            case 0 -> {
                if (gate) {
                    count--;
                    out(out || count == 0);
                }
            }
            case 1 -> {
                count--;
                out(out || count == 0);
            }
            case 2 -> {
                if (gate && count == 1) {
                    reload();
                    out(true);
                } else if (gate) {
                    count--;
                    out(count != 1);
                }
            }
            case 3 -> {
                if (gate) {
                    square();
                }
            }
            case 4 -> {
                if (gate) {
                    strobe();
                }
            }
            default -> strobe();
        }
    }

    private void square() {
        int last = loadedCount % 2 != 0 && out ? 0 : 2;
        if (count == last) {
            reload();
            out(!out);
        } else {
            count -= 2;
        }
    }

    private void strobe() {
        count--;
        out(count != 0 || struck);
        struck |= count == 0;
    }

    private void out(boolean level) {
        rises += level && !out ? 1 : 0;
        out = level;
    }
}
