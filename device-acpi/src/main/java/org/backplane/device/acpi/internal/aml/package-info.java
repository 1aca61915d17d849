/** An encoder of AML for the terms that this bundle's tables need. Any thread; nothing here is shared. */
package org.backplane.device.acpi.internal.aml;
