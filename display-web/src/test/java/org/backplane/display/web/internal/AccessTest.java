package org.backplane.display.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.display.web.internal.Access.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final String HOST = "127.0.0.1:8080";

    private final Access access = new Access(8080);
    private final String cookie = "backplane-8080=" + access.token();

    @Test
    void theTokenHas128BitsAndIsAnotherOneEachTime() {
        assertThat(access.token()).matches("[0-9a-f]{32}").isNotEqualTo(new Access(8080).token());
    }

    @Test
    void theTokenInTheAddressIsTheWayIn() {
        assertThat(access.judge(HOST, null, null, access.token())).isEqualTo(Verdict.ENTRY);
        assertThat(access.setCookie()).startsWith(cookie + ";").contains("HttpOnly", "SameSite=Strict");
    }

    @Test
    void theCookieIsEnoughFromThenOn() {
        assertThat(access.judge(HOST, null, cookie, null)).isEqualTo(Verdict.WELCOME);
        assertThat(access.judge(HOST, "http://" + HOST, "other=1; " + cookie + "; last=2", null)).isEqualTo(Verdict.WELCOME);
    }

    @Test
    void whoKnowsNoTokenOrAWrongOneIsAStranger() {
        String wrong = "0".repeat(32);
        assertThat(access.judge(HOST, null, null, null)).isEqualTo(Verdict.STRANGER);
        assertThat(access.judge(HOST, null, null, wrong)).isEqualTo(Verdict.STRANGER);
        assertThat(access.judge(HOST, null, null, "")).isEqualTo(Verdict.STRANGER);
        assertThat(access.judge(HOST, null, "backplane-8080=" + wrong, null)).isEqualTo(Verdict.STRANGER);
        assertThat(access.judge(HOST, null, "backplane-8080=", null)).isEqualTo(Verdict.STRANGER);
        assertThat(access.judge(HOST, null, "backplane-8081=" + access.token(), null)).as("another machine's cookie")
                .isEqualTo(Verdict.STRANGER);
        assertThat(access.judge(HOST, null, "x-" + cookie, null)).isEqualTo(Verdict.STRANGER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.1:8080", "localhost:8080", "[::1]:8080", "localhost:9999"})
    void aHostIsCalledByTheNamesOfTheLoopbackInterface(String host) {
        assertThat(access.judge(host, null, cookie, null)).as("a forwarded port has another number").isEqualTo(Verdict.WELCOME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example:8080", "",
        "evil.example/127.0.0.1", "192.168.1.1:8080", "127.0.0.1:8080:evil"})
    void aForeignNameThatLeadsHereIsRefusedEvenWithTheToken(String host) {
        assertThat(access.judge(host, null, cookie, access.token())).isEqualTo(Verdict.FOREIGN_HOST);
    }

    @Test
    void aRequestWithoutHostIsRefused() {
        assertThat(access.judge(null, null, cookie, null)).isEqualTo(Verdict.FOREIGN_HOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "https://127.0.0.1:8080", "http://127.0.0.1:8081", "http://localhost:8080", "null"})
    void aRequestOfAnotherPageIsRefusedEvenWithTheCookie(String origin) {
        assertThat(access.judge(HOST, origin, cookie, null)).isEqualTo(Verdict.FOREIGN_ORIGIN);
    }
}
