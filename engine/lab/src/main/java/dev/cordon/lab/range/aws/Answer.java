package dev.cordon.lab.range.aws;

import dev.cordon.lab.range.Reply;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;

/// IAM's answers.
final class Answer {
    private static final String TYPE = "text/xml";
    private static final String SPACE = "https://iam.amazonaws.com/doc/2010-05-08/";

    private Answer() {}

    /// @param result XML
    static Reply of(String action, String result) {
        return Reply.text(
                200,
                TYPE,
                "<%1$sResponse xmlns=\"%2$s\"><%1$sResult>%3$s</%1$sResult>%4$s</%1$sResponse>"
                        .formatted(
                                action,
                                SPACE,
                                result,
                                tag(
                                        "ResponseMetadata",
                                        tag("RequestId", UUID.randomUUID().toString()))));
    }

    static Reply error(int status, String code, String message) {
        var error =
                tag("Type", status < 500 ? "Sender" : "Receiver") + tag("Code", code) + tag("Message", text(message));
        return Reply.text(
                status,
                TYPE,
                "<ErrorResponse xmlns=\"%s\">%s%s</ErrorResponse>"
                        .formatted(
                                SPACE,
                                tag("Error", error),
                                tag("RequestId", UUID.randomUUID().toString())));
    }

    /// A list that is all there.
    static String list(String name, Collection<String> members) {
        return tag(name, members.stream().map(member -> tag("member", member)).collect(Collectors.joining()))
                + tag("IsTruncated", "false");
    }

    /// @param inside XML
    static String tag(String name, String inside) {
        return "<" + name + ">" + inside + "</" + name + ">";
    }

    static String text(String plain) {
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
