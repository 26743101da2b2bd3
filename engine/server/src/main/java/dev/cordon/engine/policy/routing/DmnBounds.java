package dev.cordon.engine.policy.routing;

import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// What a DMN file may be before anything parses it: no DTD, no entities of its own, and small enough that no parser
/// behind this is busy for long. The FEEL parser's time grows steeply with nested brackets.
final class DmnBounds {
    private static final int DEPTH = 32;
    private static final int ELEMENTS = 50_000;
    private static final int EXPRESSION = 1_000;
    private static final int BRACKETS = 8;

    private DmnBounds() {}

    /// Null: nothing to complain about.
    static @Nullable String complaint(String dmn) {
        try {
            var reader = factory().createXMLStreamReader(new StringReader(dmn));
            try {
                return read(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            var at = e.getLocation();
            return at == null ? "It is not XML." : "It is not XML: line %d.".formatted(at.getLineNumber());
        }
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private static @Nullable String read(XMLStreamReader reader) throws XMLStreamException {
        var depth = 0;
        var elements = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
                    return "It has a DTD or entities of its own.";
                }
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth > DEPTH || ++elements > ELEMENTS) {
                        return "It has more than %d elements, or they are more than %d deep."
                                .formatted(ELEMENTS, DEPTH);
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (reader.getTextLength() > EXPRESSION || brackets(reader.getText()) > BRACKETS) {
                        return "Line %d: a text has more than %d characters or more than %d brackets in each other."
                                .formatted(reader.getLocation().getLineNumber(), EXPRESSION, BRACKETS);
                    }
                }
                default -> {}
            }
        }
        return null;
    }

    private static int brackets(String text) {
        var open = 0;
        var most = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '(', '[', '{' -> most = Math.max(most, ++open);
                case ')', ']', '}' -> open--;
                default -> {}
            }
        }
        return most;
    }
}
