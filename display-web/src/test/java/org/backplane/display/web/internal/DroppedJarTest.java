package org.backplane.display.web.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Version;

class DroppedJarTest {
    private final List<String> happened = new ArrayList<>();
    private final List<Bundle> present = new ArrayList<>();
    private boolean resolves = true;

    private static byte[] jar(String... headers) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        for (int i = 0; i < headers.length; i += 2) {
            manifest.getMainAttributes().putValue(headers[i], headers[i + 1]);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return bytes.toByteArray();
    }

    private static byte[] device() throws IOException {
        return jar("Bundle-SymbolicName", "com.example.card; singleton:=true");
    }

    private Bundle bundle(long id, String symbolicName) {
        return (Bundle) Proxy.newProxyInstance(Bundle.class.getClassLoader(), new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getBundleId" -> id;
                    case "getSymbolicName" -> symbolicName;
                    case "getVersion" -> Version.valueOf("1.2.3");
                    case "equals" -> proxy == arguments[0];
                    case "start" -> {
                        happened.add("start");
                        if (!resolves) {
                            throw new BundleException("Unable to resolve:\n missing requirement");
                        }
                        yield null;
                    }
                    case "update" -> {
                        ((InputStream) arguments[0]).close();
                        happened.add("update");
                        yield null;
                    }
                    case "uninstall" -> {
                        happened.add("uninstall");
                        yield null;
                    }
                    default -> throw new AssertionError(method);
                });
    }

    private BundleContext context() {
        Bundle own = bundle(7, "org.backplane.display.web");
        present.add(own);
        return (BundleContext) Proxy.newProxyInstance(Bundle.class.getClassLoader(), new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getBundles" -> present.toArray(Bundle[]::new);
                    case "getBundle" -> own;
                    case "installBundle" -> {
                        happened.add("install " + arguments[0]);
                        yield bundle(8, "com.example.card");
                    }
                    default -> throw new AssertionError(method);
                });
    }

    @Test
    void whatIsNoBundleIsRefusedInOneLine() throws IOException {
        assertThatThrownBy(() -> new DroppedJar("readme.md", "# text".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DroppedJar.Refused.class).hasMessage("readme.md is no jar file");
        assertThatThrownBy(() -> new DroppedJar("empty", new byte[0])).hasMessage("empty is no jar file");
        byte[] plain = jar("Main-Class", "com.example.Main");
        assertThatThrownBy(() -> new DroppedJar("plain.jar", plain))
                .hasMessage("plain.jar is no bundle: its manifest names no Bundle-SymbolicName");
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("a"));
        }
        assertThatThrownBy(() -> new DroppedJar("a\r\nb.zip", zip.toByteArray()))
                .hasMessage("a??b.zip is no bundle: it has no manifest");
    }

    @Test
    void aNewBundleIsInstalledAndStarted() throws Exception {
        assertThat(new DroppedJar("card.jar", device()).install(context())).isEqualTo("com.example.card 1.2.3 is installed");
        assertThat(happened).containsExactly("install web:com.example.card", "start");
    }

    @Test
    void aFragmentIsInstalledOnly() throws Exception {
        byte[] fragment = jar("Bundle-SymbolicName", "com.example.card", "Fragment-Host", "org.backplane.device.uart");
        new DroppedJar("card.jar", fragment).install(context());
        assertThat(happened).containsExactly("install web:com.example.card");
    }

    @Test
    void aBundleThatIsThereIsUpdatedInPlace() throws Exception {
        present.add(bundle(5, "com.example.card"));
        assertThat(new DroppedJar("card.jar", device()).install(context())).isEqualTo("com.example.card 1.2.3 replaces 1.2.3");
        assertThat(happened).containsExactly("update");
    }

    @Test
    void nothingIsLeftOfABundleThatDoesNotStart() throws Exception {
        resolves = false;
        BundleContext context = context();
        DroppedJar jar = new DroppedJar("card.jar", device());
        assertThatThrownBy(() -> jar.install(context)).isInstanceOf(DroppedJar.Refused.class)
                .hasMessage("card.jar: Unable to resolve: missing requirement");
        assertThat(happened).containsExactly("install web:com.example.card", "start", "uninstall");
    }

    @Test
    void thePageDoesNotReplaceItselfOrTheFramework() throws Exception {
        present.add(bundle(0, "org.apache.felix.framework"));
        BundleContext context = context();
        for (String name : List.of("org.backplane.display.web", "org.apache.felix.framework")) {
            DroppedJar jar = new DroppedJar("x.jar", jar("Bundle-SymbolicName", name));
            assertThatThrownBy(() -> jar.install(context)).hasMessage("x.jar: " + name + " cannot be replaced from this page");
        }
        assertThat(happened).isEmpty();
    }
}
