/** The ACPI tables; start with {@code AcpiTables}. Any thread; nothing here is shared. */
package org.backplane.device.acpi.internal.table;
