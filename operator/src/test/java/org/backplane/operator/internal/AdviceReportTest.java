package org.backplane.operator.internal;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.List;
import org.backplane.bus.machine.FindingDTO;
import org.junit.jupiter.api.Test;

class AdviceReportTest {
    private static FindingDTO finding(String kind, String severity) {
        FindingDTO finding = new FindingDTO();
        finding.kind = kind;
        finding.severity = severity;
        finding.pid = "uart";
        finding.range = "memory0";
        finding.space = "memory";
        finding.address = 0xfe00_0014L;
        finding.offset = 0x14;
        finding.width = 1;
        finding.write = true;
        finding.register = "LSR";
        finding.linear = -1;
        finding.entry = "";
        finding.text = "a \"write\"";
        finding.advice = "do not";
        finding.count = 3;
        finding.firstInstruction = 0xf1234;
        finding.lastInstruction = 0xf1240;
        finding.nanos = 77;
        return finding;
    }

    private static JsonObject parse(AdviceReport report) {
        try (JsonReader reader = Json.createReader(new StringReader(report.json()))) {
            return reader.readObject();
        }
    }

    @Test
    void aFindingIsAnObjectWithItsPlaceAndItsInstructions() {
        JsonObject whole = parse(new AdviceReport(List.of(finding("read-only", "wrong"))));

        assertThat(whole.getInt("version")).isEqualTo(1);
        JsonObject finding = whole.getJsonArray("findings").getJsonObject(0);
        assertThat(finding.getString("kind")).isEqualTo("read-only");
        assertThat(finding.getString("address")).isEqualTo("0xfe000014");
        assertThat(finding.getString("access")).isEqualTo("write");
        assertThat(finding.getString("text")).isEqualTo("a \"write\"");
        assertThat(finding.getInt("count")).isEqualTo(3);
        assertThat(finding.getString("first")).isEqualTo("0xf1234");
        assertThat(finding).as("it is about no mapping").doesNotContainKeys("linear", "entry");
    }

    @Test
    void aMappingHasAnEntryToBlameAndATapHasNoAddress() {
        FindingDTO mapping = finding("memory-type", "wrong");
        mapping.linear = 0x4000_0000L;
        mapping.entry = "PTE 000";
        mapping.width = 0;
        FindingDTO tap = finding("tap-not-fired", "wrong");
        tap.space = "";
        tap.firstInstruction = -1;

        JsonObject whole = parse(new AdviceReport(List.of(mapping, tap)));

        assertThat(whole.getJsonArray("findings").getJsonObject(0)).containsKeys("linear", "entry").doesNotContainKey("width");
        assertThat(whole.getJsonArray("findings").getJsonObject(1)).doesNotContainKeys("address", "first");
    }

    @Test
    void onlyWhatCanFailOnHardwareIsFatal() {
        assertThat(new AdviceReport(List.of(finding("memory-type", "slow"))).wrong()).isZero();
        assertThat(new AdviceReport(List.of(finding("memory-type", "slow"), finding("width", "wrong"))).wrong()).isEqualTo(1);
        assertThat(parse(new AdviceReport(List.of())).getJsonArray("findings")).isEmpty();
    }
}
