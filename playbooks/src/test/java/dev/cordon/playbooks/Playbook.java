package dev.cordon.playbooks;

import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.model.bpmn.BpmnModelInstance;
import io.camunda.zeebe.model.bpmn.instance.Activity;
import io.camunda.zeebe.model.bpmn.instance.BoundaryEvent;
import io.camunda.zeebe.model.bpmn.instance.BpmnModelElementInstance;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// A playbook's folder and the process in it.
record Playbook(Path folder, BpmnModelInstance model) {

    static Playbook read(Path folder) throws IOException {
        var bytes = Files.readAllBytes(folder.resolve("playbook.bpmn"));
        refuseDoctype(bytes);
        return new Playbook(folder, Bpmn.readModelFromStream(new ByteArrayInputStream(bytes)));
    }

    /// Before anything else reads it: no DTD, so no entities, so nothing is fetched and nothing explodes.
    private static void refuseDoctype(byte[] bytes) throws IOException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            var builder = factory.newDocumentBuilder();
            ErrorHandler quiet = new DefaultHandler();
            builder.setErrorHandler(quiet);
            builder.parse(new ByteArrayInputStream(bytes));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    String id() {
        return folder.getFileName().toString();
    }

    <T extends BpmnModelElementInstance> Stream<T> all(Class<T> type) {
        return model.getModelElementsByType(type).stream();
    }

    Stream<BoundaryEvent> boundaryOf(Activity activity) {
        return all(BoundaryEvent.class).filter(event -> activity.equals(event.getAttachedTo()));
    }

    String readme() {
        try {
            var file = folder.resolve("README.md");
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
