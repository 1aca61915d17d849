package org.backplane.display.web.internal;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.framework.BundleContext;

/** Takes the jars that are dropped on the page: {@code POST /bundles?file=NAME}. The answer is one line either way. */
final class DropServlet extends HttpServlet {
    static final String PATH = "/bundles";
    /** The largest jar, in bytes. */
    static final int LIMIT = 32 << 20;
    private static final long serialVersionUID = 1L;
    private static final int UNPROCESSABLE = 422;

    private final transient BundleContext context;

    DropServlet(BundleContext context) {
        this.context = context;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String file = request.getParameter("file");
        if (file == null) {
            answer(response, HttpServletResponse.SC_BAD_REQUEST, "the file has no name");
            return;
        }
        byte[] bytes = request.getInputStream().readNBytes(LIMIT + 1);
        if (bytes.length > LIMIT) {
            answer(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "a jar has " + (LIMIT >> 20) + " MiB at most");
            return;
        }
        try {
            answer(response, HttpServletResponse.SC_OK, new DroppedJar(file, bytes).install(context));
        } catch (DroppedJar.Refused refused) {
            answer(response, UNPROCESSABLE, refused.getMessage());
        }
    }

    private static void answer(HttpServletResponse response, int status, String line) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain;charset=utf-8");
        response.getWriter().println(line);
    }
}
