package org.backplane.display.web.internal;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The files of the page, as they lie in the bundle. */
final class PageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String FOLDER = "/web";
    /** No path that leads anywhere else. */
    private static final Pattern PATH = Pattern.compile("(/[a-z]+)*/[a-z-]+\\.(html|js|css|svg)");
    private static final Map<String, String> TYPES = Map.of("html", "text/html;charset=utf-8", "js",
            "text/javascript;charset=utf-8", "css", "text/css;charset=utf-8", "svg", "image/svg+xml");

    private final transient Function<String, URL> files;

    /**
     * Makes the servlet.
     *
     * @param files finds a file of the bundle by its path, or gives {@code null}
     */
    PageServlet(Function<String, URL> files) {
        this.files = files;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI().equals("/") ? "/index.html" : request.getRequestURI();
        URL file = PATH.matcher(path).matches() ? files.apply(FOLDER + path) : null;
        if (file == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType(TYPES.get(path.substring(path.lastIndexOf('.') + 1)));
        try (InputStream in = file.openStream()) {
            in.transferTo(response.getOutputStream());
        }
    }
}
