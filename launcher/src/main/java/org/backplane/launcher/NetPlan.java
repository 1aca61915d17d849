package org.backplane.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The network card and what its cable leads to: --net. */
final class NetPlan {
    /** What the bundles of networks are called. */
    static final String NETWORKS = "org.backplane.net.";

    private static final String USER = NETWORKS + "user";
    private static final String CARD = "org.backplane.device.e1000";
    private static final String PCI = "org.backplane.device.pci.host";
    private static final String ADDRESS = "\\d{1,3}(\\.\\d{1,3}){3}";
    private static final Pattern WAY = Pattern.compile(
            "(tcp|udp):(" + ADDRESS + ":)?\\d{1,5}-(" + ADDRESS + ")?:\\d{1,5}");

    /** Options of the network that go to it as they are, and what they look like. A DHCP reply has room for 127 characters. */
    private static final Map<String, String> TEXTS = Map.of("reach", "host|any", "dns", ADDRESS, "bootfile", "[!-~]{1,127}");

    private final MachineFile machine;

    NetPlan(MachineFile machine) {
        this.machine = machine;
    }

    void apply(Options options) {
        if (options.net == null) {
            return;
        }
        String[] words = options.net.split(",", -1);
        if (words[0].equals("none") && words.length == 1) {
            machine.remove(CARD);
            machine.remove(USER);
        } else if (words[0].equals("user")) {
            machine.need("--net", PCI, "PCI bus");
            if (!machine.has(CARD)) {
                machine.require(CARD);
            }
            user(words);
        } else {
            throw new UsageException("--net: '" + options.net + "' is neither none nor user[,OPTION...]");
        }
    }

    private void user(String[] words) {
        Map<String, Object> network = machine.require(USER);
        List<String> ways = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            option(words[i], network, ways);
        }
        if (!ways.isEmpty()) {
            network.put("forward", ways.toArray(String[]::new));
        }
    }

    private void option(String word, Map<String, Object> network, List<String> ways) {
        String name = word.replaceFirst("=.*", "");
        String value = word.substring(Math.min(word.length(), name.length() + 1));
        if (name.equals("forward")) {
            ways.add(way(value));
        } else if (name.equals("rom")) {
            machine.require(CARD).put("rom", InputFile.check("--net", Path.of(value)));
        } else if (TEXTS.containsKey(name) && value.matches(TEXTS.get(name))) {
            network.put(name, value);
        } else {
            throw new UsageException("--net: '" + word + "' is none of forward=PROTOCOL:[ADDRESS:]PORT-[GUEST]:PORT, "
                    + "reach=host, reach=any, dns=ADDRESS, rom=FILE, bootfile=URL (at most 127 characters)");
        }
    }

    private static String way(String text) {
        if (!WAY.matcher(text).matches()) {
            throw new UsageException("--net: forward '" + text + "' is not PROTOCOL:[ADDRESS:]PORT-[GUEST]:PORT, such as "
                    + "tcp:127.0.0.1:8080-:80");
        }
        return text;
    }
}
