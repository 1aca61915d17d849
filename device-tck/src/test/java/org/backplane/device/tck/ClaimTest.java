package org.backplane.device.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.jar.Manifest;
import org.backplane.device.tck.internal.Claim;
import org.junit.jupiter.api.Test;

class ClaimTest {
    private static Finding judge(String capabilities) {
        Manifest manifest = new Manifest();
        if (!capabilities.isEmpty()) {
            manifest.getMainAttributes().putValue("Provide-Capability", capabilities);
        }
        return Claim.judge(manifest, 1);
    }

    @Test
    void aLevelThatTheKitHasMayBeClaimed() {
        assertThat(judge("org.backplane.tck;org.backplane.tck=device;level:Long=1").verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void ofSeveralClaimsTheHighestCounts() {
        Finding finding = judge("org.backplane.tck;org.backplane.tck=device;level:Long=1,"
                + "org.backplane.tck;org.backplane.tck=device;level:Long=2");
        assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(finding.reason()).isEqualTo("it claims level 2, this kit has 1");
    }

    @Test
    void aBundleNeedNotClaimAnything() {
        assertThat(judge("").verdict()).isEqualTo(Verdict.NOT_CLAIMED);
        assertThat(judge("osgi.service;objectClass=x").verdict()).isEqualTo(Verdict.NOT_CLAIMED);
    }
}
