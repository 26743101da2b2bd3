package dev.cordon.engine.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.cordon.engine.problem.ProblemDocument.InvalidField;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Turns whatever a resource throws into a problem document. Nothing of the inside is told.
class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final int RETRY_SECONDS = 5;
    private static final long SECOND_TO_READ_THE_ANSWER = 1000;

    @ServerExceptionMapper
    Response problem(Problem problem, RoutingContext context) {
        var response = problem.document().response();
        if (problem.status() == 413 || problem.status() == 408) {
            stopTheUpload(context);
            response.header("Connection", "close");
        }
        problem.retryAfter()
                .map(Duration::toSeconds)
                .ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, Math.max(1, seconds)));
        return response.build();
    }

    @ServerExceptionMapper
    Response http(WebApplicationException failure) {
        var answer = failure.getResponse();
        if (answer.getStatus() < 400) {
            return answer;
        }
        if (answer.getStatus() >= 500) {
            return unexpected(failure);
        }
        if (failure.getCause() instanceof JacksonException cause) {
            return unreadable(cause);
        }
        var response = ProblemDocument.of(answer.getStatus()).response();
        var allow = answer.getHeaderString(HttpHeaders.ALLOW);
        return (allow == null ? response : response.header(HttpHeaders.ALLOW, allow)).build();
    }

    /// The second is named because the JSON extension brings a mapper of its own for it.
    @ServerExceptionMapper({JacksonException.class, MismatchedInputException.class})
    Response unreadable(JacksonException failure) {
        var field = failure instanceof JsonMappingException mapping ? fieldOf(mapping) : "";
        var why = field.isEmpty() ? "The body is not JSON of the expected form" : "Not what is expected here";
        var invalid = field.isEmpty() ? List.<InvalidField>of() : List.of(new InvalidField(field, why));
        return new ProblemDocument(400, "unreadable-body", "The body cannot be read", invalid, null)
                .response()
                .build();
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException failure) {
        if (failure.getConstraintViolations().stream().anyMatch(ProblemMappers::isOurFault)) {
            return unexpected(failure);
        }
        var invalid = failure.getConstraintViolations().stream()
                .map(violation -> new InvalidField(fieldOf(violation), violation.getMessage()))
                .sorted(Comparator.comparing(InvalidField::field))
                .toList();
        return new ProblemDocument(400, "invalid", "Some fields are not what they must be", invalid, null)
                .response()
                .build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure) {
        if (Unreachable.database(failure)) {
            LOG.warnf("The database is not reachable: %s", failure.getMessage());
            return ProblemDocument.of(
                            503, "database-unreachable", "The database cannot be reached; nothing was changed")
                    .response()
                    .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                    .build();
        }
        var id = UUID.randomUUID().toString();
        LOG.errorf(failure, "Problem %s", id);
        return new ProblemDocument(500, "internal", "Something went wrong in the server", List.of(), id)
                .response()
                .build();
    }

    /// The rest of a body that is too large or too late is not worth reading; but who closes at once, closes before the
    /// answer is read. Who would send the next request through this connection must know that it ends.
    private static void stopTheUpload(RoutingContext context) {
        var connection = context.request().connection();
        context.response()
                .endHandler(done -> context.vertx().setTimer(SECOND_TO_READ_THE_ANSWER, timer -> connection.close()));
    }

    private static boolean isOurFault(ConstraintViolation<?> violation) {
        return StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .anyMatch(node -> node.getKind() == ElementKind.RETURN_VALUE);
    }

    /// Without the method's and its parameter's name: the caller knows only the body.
    private static String fieldOf(ConstraintViolation<?> violation) {
        var names = StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .filter(node -> node.getKind() == ElementKind.PROPERTY)
                .map(Path.Node::toString)
                .collect(Collectors.joining("."));
        return names.isEmpty() ? lastOf(violation) : names;
    }

    private static String lastOf(ConstraintViolation<?> violation) {
        var path = violation.getPropertyPath().toString();
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static String fieldOf(JsonMappingException failure) {
        return failure.getPath().stream()
                .map(reference -> reference.getFieldName() == null
                        ? "[" + reference.getIndex() + "]"
                        : "." + reference.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }
}
