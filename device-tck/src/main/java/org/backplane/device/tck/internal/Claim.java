package org.backplane.device.tck.internal;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.OSGiHeader;
import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Constants;
import java.util.Map;
import java.util.jar.Manifest;
import org.backplane.bus.annotation.Capabilities;
import org.backplane.device.tck.Finding;
import org.backplane.device.tck.Verdict;

/** The level that a bundle says it has passed ({@link org.backplane.bus.annotation.PassesTck}), against the kit's own. */
public final class Claim {
    private static final String NAME = "claim";
    private static final String PROPERTY = "the bundle's capability claims a level that the kit has";

    private Claim() {
    }

    /** Compares them. */
    public static Finding judge(Manifest manifest, int level) {
        String header = manifest.getMainAttributes().getValue(Constants.PROVIDE_CAPABILITY);
        Parameters capabilities = OSGiHeader.parseHeader(header == null ? "" : header);
        long claimed = 0;
        for (Map.Entry<String, Attrs> capability : capabilities.entrySet()) {
            if (capability.getKey().replace("~", "").equals(Capabilities.TCK)) {
                claimed = Math.max(claimed, Long.parseLong(capability.getValue().get("level")));
            }
        }
        if (claimed == 0) {
            return new Finding(NAME, PROPERTY, Verdict.NOT_CLAIMED, "the component has no @PassesTck", "");
        }
        return claimed <= level ? new Finding(NAME, PROPERTY, Verdict.PASSED, "", "")
                : new Finding(NAME, PROPERTY, Verdict.FAILED, "it claims level " + claimed + ", this kit has " + level, "");
    }
}
