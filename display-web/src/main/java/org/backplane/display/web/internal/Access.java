package org.backplane.display.web.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who is let in. The machine runs code for whoever reaches the page, and any page in the user's browser can send requests to
 * the loopback interface. So a request must name the host as this one (a foreign name that was made to lead here does not), come from
 * this page if it says where it comes from, and know the token that was printed at the start.
 */
final class Access {
    /** What becomes of a request. */
    enum Verdict {
        /** It is served. */
        WELCOME,
        /** It brings the token in its address: it gets a cookie and is sent to the address without. */
        ENTRY,
        /** It asks for a host that is not this one. */
        FOREIGN_HOST,
        /** Another page sent it. */
        FOREIGN_ORIGIN,
        /** It does not know the token. */
        STRANGER
    }

    private static final int TOKEN_BYTES = 16;
    /** RFC 9110 §7.2, of which only the names of the loopback interface are taken. */
    private static final Pattern HOST = Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1\\])(:[0-9]{1,5})?");

    private final String token;
    private final String cookie;

    /**
     * Makes a token that nobody can guess.
     *
     * @param port tells the cookies of several machines on one host apart: cookies do not know ports
     */
    Access(int port) {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        token = HexFormat.of().formatHex(random);
        cookie = "backplane-" + port;
    }

    String token() {
        return token;
    }

    /** The cookie that whoever brought the token gets: out of reach of scripts, and not sent along by other pages. */
    String setCookie() {
        return cookie + "=" + token + "; Path=/; HttpOnly; SameSite=Strict";
    }

    /**
     * Judges a request. What it does not have is {@code null}.
     *
     * @param host    its field Host
     * @param origin  its field Origin
     * @param cookies its field Cookie
     * @param given   the parameter {@code token} of its address
     */
    Verdict judge(String host, String origin, String cookies, String given) {
        if (host == null || !HOST.matcher(host).matches()) {
            return Verdict.FOREIGN_HOST;
        }
        if (origin != null && !origin.equals("http://" + host)) {
            return Verdict.FOREIGN_ORIGIN;
        }
        if (given != null && isToken(given)) {
            return Verdict.ENTRY;
        }
        return cookies != null && isToken(value(cookies)) ? Verdict.WELCOME : Verdict.STRANGER;
    }

    /** RFC 6265 §4.2.1. */
    private String value(String cookies) {
        Matcher pair = Pattern.compile("(?:^|; ?)" + cookie + "=([0-9a-f]+)").matcher(cookies);
        return pair.find() ? pair.group(1) : "";
    }

    /** Takes equally long however much of it is right. */
    private boolean isToken(String text) {
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
