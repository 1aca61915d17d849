package org.backplane.launcher;

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
    private static final String FORWARD = "forward=";
    private static final String REACH = "reach=";
    private static final String DNS = "dns=";
    private static final String ADDRESS = "\\d{1,3}(\\.\\d{1,3}){3}";
    private static final Pattern WAY = Pattern.compile(
            "(tcp|udp):(" + ADDRESS + ":)?\\d{1,5}-(" + ADDRESS + ")?:\\d{1,5}");

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
            if (words[i].startsWith(FORWARD)) {
                ways.add(way(words[i].substring(FORWARD.length())));
            } else if (words[i].equals(REACH + "any") || words[i].equals(REACH + "host")) {
                network.put("reach", words[i].substring(REACH.length()));
            } else if (words[i].startsWith(DNS) && words[i].substring(DNS.length()).matches(ADDRESS)) {
                network.put("dns", words[i].substring(DNS.length()));
            } else {
                throw new UsageException("--net: '" + words[i] + "' is none of forward=PROTOCOL:[ADDRESS:]PORT-[GUEST]:PORT, "
                        + "reach=host, reach=any, dns=ADDRESS");
            }
        }
        if (!ways.isEmpty()) {
            network.put("forward", ways.toArray(String[]::new));
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
