package org.backplane.device.tck.internal;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Resource;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.jar.Manifest;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The bundle that a component's classes will be: bnd processes their annotations here as it does in the build, so that what is
 * declared need not be said a second time.
 *
 * @param name       the component's name
 * @param properties the service properties that its annotations give
 * @param manifest   the bundle's manifest
 */
public record ComponentBundle(String name, Map<String, Object> properties, Manifest manifest) {
    /**
     * Reads the annotations of a component.
     *
     * @param component the class with {@code @Component}
     */
    public static ComponentBundle of(Class<?> component) {
        try (Jar classes = new Jar(new File(component.getProtectionDomain().getCodeSource().getLocation().toURI()));
                Builder analyzer = new Builder()) {
            analyzer.setJar(classes);
            analyzer.setBundleSymbolicName("device");
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                if (new File(entry).exists()) {
                    analyzer.addClasspath(new File(entry));
                }
            }
            Manifest manifest = analyzer.calcManifest();
            return describe(component, classes, manifest);
        } catch (Exception unreadable) {
            throw new IllegalStateException(
                    "the annotations of " + component.getName() + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static ComponentBundle describe(Class<?> component, Jar classes, Manifest manifest) throws Exception {
        for (Map.Entry<String, Resource> resource : classes.getResources().entrySet()) {
            if (resource.getKey().matches("OSGI-INF/[^/]+\\.xml")) {
                Optional<Element> description = description(component, resource.getValue());
                if (description.isPresent()) {
                    return new ComponentBundle(description.get().getAttribute("name"), properties(description.get()), manifest);
                }
            }
        }
        throw new NoSuchElementException("it is no component");
    }

    private static Optional<Element> description(Class<?> component, Resource resource) throws Exception {
        try (InputStream in = resource.openInputStream()) {
            Element root = parse(in).getDocumentElement();
            NodeList implementations = root.getElementsByTagName("implementation");
            boolean found = implementations.getLength() == 1
                    && ((Element) implementations.item(0)).getAttribute("class").equals(component.getName());
            return found ? Optional.of(root) : Optional.empty();
        }
    }

    private static Document parse(InputStream in) throws ParserConfigurationException, SAXException, IOException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(in);
    }

    /** One value is an attribute, several are the lines of a text (OSGi Compendium 8 §112.4.5). */
    private static Map<String, Object> properties(Element description) {
        Map<String, Object> properties = new LinkedHashMap<>();
        NodeList elements = description.getElementsByTagName("property");
        for (int i = 0; i < elements.getLength(); i++) {
            Element property = (Element) elements.item(i);
            Object value = property.hasAttribute("value") ? property.getAttribute("value")
                    : Arrays.stream(property.getTextContent().split("\n")).map(String::strip).filter(line -> !line.isEmpty())
                            .toArray(String[]::new);
            properties.put(property.getAttribute("name"), value);
        }
        return properties;
    }
}
