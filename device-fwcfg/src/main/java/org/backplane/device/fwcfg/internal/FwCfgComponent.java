package org.backplane.device.fwcfg.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.annotation.PortRanges;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The firmware configuration interface of QEMU's PC at the ports 510h and 514h. */
@Component(name = FwCfgComponent.PID, configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = FwCfgComponent.Config.class)
@PortRanges(port = {"0x510-0x511", "0x514-0x51b"}, port_name = {"io", "dma"}, port_valid = {"1,2", "1,2,4,8"})
@DeviceKind(value = "firmware-configuration", model = "fw_cfg")
@PassesTck(level = 1)
public final class FwCfgComponent implements Device {
    static final String PID = "org.backplane.device.fwcfg";

    private static final int CPUS_MOST = 255;

    private final Config config;

    /** What firmware is told, beside what the machine itself says. */
    @ObjectClassDefinition(name = "Firmware configuration", description = "What firmware can ask by QEMU's fw_cfg")
    public @interface Config {
        /** More files. */
        @AttributeDefinition(description = "Files for firmware, each NAME=PATH of a file of the host, such as"
                + " genroms/my.rom=/tmp/my.rom; replaces a file of that name that the machine makes")
        String[] files() default {};

        /** What to boot from. */
        @AttributeDefinition(description = "Boot devices, the first first, as SeaBIOS names them, such as"
                + " /pci@i0cf8/ide@1,1/drive@0/disk@0 or HALT; empty leaves the order to the set-up bytes in CMOS")
        String[] bootOrder() default {};

        /** The boot menu. */
        @AttributeDefinition(description = "Whether firmware offers a boot menu; SeaBIOS then waits for its key")
        boolean bootMenu() default false;

        /** Its waiting time. */
        @AttributeDefinition(description = "How long firmware waits for the key of its boot menu, in milliseconds; -1"
                + " leaves it to the firmware")
        long bootMenuMillis() default -1;

        /** What happens without a boot device. */
        @AttributeDefinition(description = "How long firmware waits before it restarts when nothing can be booted, in"
                + " milliseconds; -1 leaves it to the firmware")
        long bootFailMillis() default -1;

        /** The firmware's console. */
        @AttributeDefinition(description = "Whether firmware uses the serial port as its console")
        boolean serialConsole() default false;

        /** Processors. */
        @AttributeDefinition(description = "How many processors the machine has, 1 to 255")
        int cpus() default 1;

        /** Identity. */
        @AttributeDefinition(description = "UUID of the machine in the SMBIOS tables; zeroes if it has none")
        String uuid() default "00000000-0000-0000-0000-000000000000";
    }

    /**
     * Makes the device.
     *
     * @param config the options; read when the device is plugged in
     */
    @Activate
    public FwCfgComponent(Config config) {
        this.config = config;
    }

    @Override
    public Card plug(Wires wires) {
        return new FwCfg(options(), wires);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(FwCfgState.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return new FwCfg(options(), wires, state.values().to(FwCfgState.class));
    }

    private FwCfgOptions options() {
        if (config.cpus() < 1 || config.cpus() > CPUS_MOST) {
            throw new IllegalArgumentException("cpus: " + config.cpus() + " is not between 1 and " + CPUS_MOST);
        }
        return new FwCfgOptions(files(), bootOrder(), config.bootMenu(), config.bootMenuMillis(),
                config.bootFailMillis(), config.serialConsole(), config.cpus(), uuid());
    }

    private List<String> bootOrder() {
        for (String path : config.bootOrder()) {
            if (path.isEmpty() || !path.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
                throw new IllegalArgumentException("bootOrder: '" + path + "' is no path of printable ASCII characters");
            }
        }
        return List.of(config.bootOrder());
    }

    private UUID uuid() {
        try {
            return UUID.fromString(config.uuid());
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("uuid: '" + config.uuid() + "' is no UUID", malformed);
        }
    }

    private Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String assignment : config.files()) {
            int equals = assignment.indexOf('=');
            String name = assignment.substring(0, Math.max(equals, 0));
            if (!FileNumbers.isName(name)) {
                throw new IllegalArgumentException("files: '" + assignment
                        + "' is not NAME=PATH with a name of 1 to 55 printable characters");
            }
            files.put(name, contents(assignment, assignment.substring(equals + 1)));
        }
        return files;
    }

    private static byte[] contents(String assignment, String path) {
        try {
            return Files.readAllBytes(Path.of(path));
        } catch (IOException | InvalidPathException unreadable) {
            throw new IllegalArgumentException("files: '" + assignment + "': " + path + " cannot be read", unreadable);
        }
    }
}
