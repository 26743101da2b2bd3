package dev.cordon.lab.range.company;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cordon.lab.range.Stage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Something a SIEM has noticed. Each product shows it in its own words.
public final class Detection implements Stage.Subject {
    private final ReentrantLock lock = new ReentrantLock();
    private final int number;
    private final String id;
    private final Instant created;
    private String title = "Simulated detection";
    private String host = "";
    private String account = "";
    private int severity = 4;
    private String status = "open";
    private String closedAs = "";
    private String note = "";
    private Instant changed;

    Detection(int number, String id, Instant now) {
        this.number = number;
        this.id = id;
        this.created = now;
        this.changed = now;
    }

    /// What is not mentioned stays as it is.
    void adjust(JsonNode wish, Instant now) {
        lock.lock();
        try {
            title = wish.path("title").asText(title);
            host = wish.path("host").asText(host);
            account = wish.path("account").asText(account);
            severity = wish.path("severity").asInt(severity);
            status = wish.path("status").asText(status);
            closedAs = wish.path("closedAs").asText(closedAs);
            changed = wish.has("changed") ? Instant.parse(wish.path("changed").asText()) : now;
        } finally {
            lock.unlock();
        }
    }

    /// @param status the product's own word
    public void become(String status, Instant now) {
        this.status = status;
        this.changed = now;
    }

    /// @param as what it turned out to be, in the product's own words; empty where none was sent
    /// @param withNote what was written about it
    public void close(String status, String as, String withNote, Instant now) {
        become(status, now);
        closedAs = as;
        note = withNote;
    }

    public int number() {
        return number;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String name() {
        return title;
    }

    /// `open` until the product's API changes it.
    @Override
    public String state() {
        return status;
    }

    @Override
    public ReentrantLock lock() {
        return lock;
    }

    public String host() {
        return host;
    }

    public String account() {
        return account;
    }

    /// 1 informational to 5 critical.
    public int severity() {
        return severity;
    }

    public Instant created() {
        return created;
    }

    public Instant changed() {
        return changed;
    }

    /// For the control API.
    public Map<String, Object> shown() {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("number", number);
        shown.put("id", id);
        shown.put("title", title);
        shown.put("host", host);
        shown.put("account", account);
        shown.put("severity", severity);
        shown.put("status", status);
        shown.put("closedAs", closedAs);
        shown.put("note", note);
        shown.put("changed", changed.toString());
        return shown;
    }
}
