package dev.cordon.lab.range.aws;

import static dev.cordon.lab.range.aws.Answer.tag;

import dev.cordon.lab.range.Reply;
import dev.cordon.lab.range.company.Ids;
import dev.cordon.lab.range.company.Person;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A person as IAM shows them. Policies and the status of access keys are what only IAM knows of them.
record User(Person person) {
    static final String ACCOUNT = "123456789012";
    private static final String POLICY = "policy-";
    private static final String KEY = "key-";

    static String id(String seed) {
        return "AIDA" + Ids.sha1(seed).substring(0, 17).toUpperCase(Locale.ROOT);
    }

    /// The first was active at the beginning, the second was not.
    List<String> keys() {
        return Stream.of(" first key", " second key")
                .map(seed -> "AKIA"
                        + Ids.sha1(person.userName() + seed).substring(0, 16).toUpperCase(Locale.ROOT))
                .toList();
    }

    String status(String key) {
        var kept = person.attribute(KEY + key);
        return kept.isEmpty() ? key.equals(keys().getFirst()) ? "Active" : "Inactive" : kept;
    }

    void status(String key, String status) {
        person.attribute(KEY + key, status);
    }

    String shown() {
        return tag("Path", "/")
                + tag("UserName", person.userName())
                + tag("UserId", person.id())
                + tag("Arn", "arn:aws:iam::%s:user/%s".formatted(ACCOUNT, person.userName()))
                + tag("CreateDate", "2024-01-15T08:00:00Z");
    }

    List<String> shownKeys() {
        return keys().stream()
                .map(key -> tag("UserName", person.userName())
                        + tag("AccessKeyId", key)
                        + tag("Status", status(key))
                        + tag("CreateDate", "2024-01-15T08:00:00Z"))
                .toList();
    }

    List<String> shownFactors() {
        return person.factors().stream()
                .map(factor -> tag("UserName", person.userName())
                        + tag("SerialNumber", serial(factor))
                        + tag("EnableDate", "2024-01-15T08:00:00Z"))
                .toList();
    }

    static String serial(Person.Factor factor) {
        return "arn:aws:iam::%s:mfa/%s".formatted(ACCOUNT, factor.id());
    }

    String policy(String name) {
        return person.attribute(POLICY + name);
    }

    /// As it is given back.
    String shownPolicy(String name) {
        return tag("UserName", person.userName())
                + tag("PolicyName", Answer.text(name))
                + tag(
                        "PolicyDocument",
                        URLEncoder.encode(policy(name), StandardCharsets.UTF_8).replace("+", "%20"));
    }

    /// @return whether it is a policy
    boolean policy(String name, String document) {
        try {
            var statement = Reply.JSON.readTree(document).path("Statement").path(0);
            if (!statement.path("Effect").isTextual()) {
                return false;
            }
            person.attribute(POLICY + name, document);
            if (statement.path("Effect").asText().equals("Deny")) {
                if (statement.at("/Condition/DateLessThan/aws:TokenIssueTime").isTextual()) {
                    person.revokeSessions();
                } else {
                    person.enable(false);
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    void withoutPolicy(String name) {
        if (!policy(name).contains("Condition")) {
            person.enable(true);
        }
        person.attribute(POLICY + name, "");
    }
}
