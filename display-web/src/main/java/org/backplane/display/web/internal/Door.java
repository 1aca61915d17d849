package org.backplane.display.web.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.backplane.display.web.internal.Access.Verdict;
import org.osgi.service.servlet.context.ServletContextHelper;

/** The servlet context of the page: every request passes here before a servlet sees it, that for a WebSocket among them. */
final class Door extends ServletContextHelper {
    static final String TOKEN = "token";

    private final Access access;

    Door(Access access) {
        this.access = access;
    }

    @Override
    public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response) throws IOException {
        protect(response);
        Verdict verdict = access.judge(request.getHeader("Host"), request.getHeader("Origin"), request.getHeader("Cookie"),
                request.getParameter(TOKEN));
        switch (verdict) {
            case WELCOME -> {
                return true;
            }
            case ENTRY -> enter(response);
            case FOREIGN_HOST -> refuse(response, "this host is not called " + request.getHeader("Host"));
            case FOREIGN_ORIGIN -> refuse(response, "another page sent this request");
            case STRANGER -> refuse(response, "open the address with the token that Backplane printed when it was started");
        }
        return false;
    }

    /** Without the token in the address it is not in the browser's history, and in nobody's way when the page is reloaded. */
    private void enter(HttpServletResponse response) {
        response.setHeader("Set-Cookie", access.setCookie());
        response.setHeader("Location", "/");
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    }

    private static void refuse(HttpServletResponse response, String reason) throws IOException {
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        response.setContentType("text/plain;charset=utf-8");
        response.getWriter().println("403: " + reason.replaceAll("[^ -~]", "?"));
    }

    /** xterm.js makes its style sheet itself; everything else comes from here, and no other page may frame this one. */
    private static void protect(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                + "frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
    }
}
