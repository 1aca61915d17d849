package org.backplane.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequirementWordsTest {
    @Test
    void aBusIsCalledByItsName() {
        assertThat(RequirementWords.missing("org.backplane.bus", "(org.backplane.bus=pci)", ""))
                .isEqualTo("needs a PCI bus: no bundle provides one");
        assertThat(RequirementWords.missing("org.backplane.bus", "(org.backplane.bus=usb)", ""))
                .isEqualTo("needs a usb bus: no bundle provides one");
    }

    @Test
    void aDeviceIsCalledByItsKind() {
        assertThat(RequirementWords.missing("org.backplane.device", "(org.backplane.device=dma)", ""))
                .isEqualTo("needs a device of the kind 'dma' beside it: no bundle provides one");
    }

    @Test
    void anOlderApiIsSetAgainstTheNewerOne() {
        assertThat(RequirementWords.missing("osgi.wiring.package",
                "(&(osgi.wiring.package=org.backplane.bus)(version>=1.9.0)(!(version>=2.0.0)))", "1.0.0"))
                .isEqualTo("was built against 1.9.0 of the device API org.backplane.bus, this machine has 1.0.0");
    }

    @Test
    void aPackageThatNobodyHasIsSaidToBeMissing() {
        assertThat(RequirementWords.missing("osgi.wiring.package", "(&(osgi.wiring.package=com.example)(version>=1.2.0))", ""))
                .isEqualTo("needs the package com.example 1.2.0: no bundle exports it");
    }

    @Test
    void javaIsCalledByItsNumber() {
        assertThat(RequirementWords.missing("osgi.ee", "(&(osgi.ee=JavaSE)(version=99))", ""))
                .isEqualTo("needs Java 99, this is Java " + Runtime.version().feature());
    }

    @Test
    void aLevelOfTheKitIsSaid() {
        assertThat(RequirementWords.missing("org.backplane.tck", "(&(org.backplane.tck=device)(level>=3))", ""))
                .contains("conformance kit at level 3");
    }

    @Test
    void anythingElseIsSaidAsItStands() {
        assertThat(RequirementWords.missing("some.thing", "(some.thing=x)", ""))
                .isEqualTo("needs some.thing (some.thing=x): no bundle provides it");
    }
}
