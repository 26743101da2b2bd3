package dev.cordon.connectors.vendor.aws;

import dev.cordon.connectors.capability.VendorException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// One element of an answer. Read without document types, entities and depths that no answer has.
record Xml(String name, String text, List<Xml> children) {
    private static final int DEEPEST = 16;
    private static final XMLInputFactory READERS = readers();

    private static XMLInputFactory readers() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /// @throws VendorException.Unavailable it is no XML, or not a document with that root
    static Xml read(byte[] body, String root) {
        try {
            var reader = READERS.createXMLStreamReader(new ByteArrayInputStream(body));
            reader.nextTag();
            var whole = element(reader, 0);
            while (reader.hasNext()) {
                reader.next();
            }
            if (whole.name.equals(root)) {
                return whole;
            }
        } catch (XMLStreamException e) {
            // its message quotes the body
        }
        throw new VendorException.Unavailable("unreadable answer: not the XML that was expected");
    }

    private static Xml element(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > DEEPEST) {
            throw new XMLStreamException("too deep");
        }
        var name = reader.getLocalName();
        var text = new StringBuilder();
        var children = new ArrayList<Xml>();
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> children.add(element(reader, depth + 1));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    return new Xml(name, text.toString().strip(), List.copyOf(children));
                }
                case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
                default -> throw new XMLStreamException("not expected here");
            }
        }
    }

    Stream<Xml> children(String name) {
        return children.stream().filter(child -> child.name.equals(name));
    }

    /// The first one there is on that way down.
    Optional<Xml> at(String... path) {
        var here = Optional.of(this);
        for (var name : path) {
            here = here.flatMap(element -> element.children(name).findFirst());
        }
        return here;
    }

    /// @throws VendorException.Unavailable there is no text on that way down
    String text(String... path) {
        return at(path).map(Xml::text)
                .filter(text -> !text.isEmpty())
                .orElseThrow(
                        () -> new VendorException.Unavailable("unreadable answer: without " + String.join("/", path)));
    }
}
