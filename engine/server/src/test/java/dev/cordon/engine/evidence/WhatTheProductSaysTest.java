package dev.cordon.engine.evidence;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.cordon.engine.PostgresResource;
import dev.cordon.engine.sql.Sql;
import dev.cordon.engine.timeline.Timeline;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestSecurity(
        user = "ravi",
        roles = {"viewer", "responder"})
class WhatTheProductSaysTest {
    @Inject
    Sql sql;

    @Inject
    Timeline timeline;

    private HeldAction held;

    @BeforeEach
    void anActionIsHeld() {
        held = HeldAction.begin(sql, timeline);
    }

    @Test
    void a_hash_that_is_not_the_products_own_is_kept_marked_and_told() {
        var claimed = "0".repeat(64);
        held.collected("X-Cordon-Vendor-Sha256", claimed).statusCode(201);

        given().get("/api/incidents/" + held.number() + "/evidence")
                .then()
                .body("items[0].verified", equalTo(false))
                .body("items[0].vendorHash", equalTo("differs"))
                .body("items[0].vendorSha256", equalTo(claimed));
        given().get("/api/incidents/" + held.number() + "/timeline")
                .then()
                .body("items.kind", hasItem("evidence-differs"))
                .body("items.sentence", hasItem(containsString("NOT what the product says it is")));
    }

    @Test
    void a_hash_that_is_the_products_own_is_said_to_match() {
        held.collected(
                        "X-Cordon-Vendor-Sha256",
                        HeldAction.sha256(HeldAction.BYTES).toUpperCase(Locale.ROOT))
                .statusCode(201);

        given().get("/api/incidents/" + held.number() + "/evidence")
                .then()
                .body("items[0].verified", equalTo(true))
                .body("items[0].vendorHash", equalTo("matches"));
        assertThat(held.timeline()).noneMatch(body -> body.contains("NOT what the product says"));
    }

    @Test
    void what_the_product_says_of_a_file_stands_on_the_record_and_with_the_download() {
        var content = "ab".repeat(32);
        var id = held.worker()
                .header("X-Cordon-Claim", held.token())
                .header("X-Cordon-Content-Sha256", content)
                .header("X-Cordon-Archive-Password", "infected")
                .header("X-Cordon-Vendor-Reference", "batch-17")
                .header("X-Cordon-Original-Path", "C:%5CUsers%5Cm%C3%BCller%5C100%25.exe")
                .queryParam("name", "a.7z")
                .body(HeldAction.BYTES)
                .put("/internal/evidence/" + held.action())
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("id");

        given().get("/api/evidence/" + id)
                .then()
                .body("contentSha256", equalTo(content))
                .body("archivePassword", equalTo("infected"))
                .body("vendorReference", equalTo("batch-17"))
                .body("originalPath", equalTo("C:\\Users\\müller\\100%.exe"))
                .body("vendorHash", equalTo("none"));
        given().get("/api/evidence/" + id + "/content").then().header("X-Cordon-Archive-Password", "infected");
        assertThat(held.timeline()).noneMatch(body -> body.contains("infected"));
    }

    @Test
    void a_label_that_is_not_encoded_stands_for_itself() {
        held.collected("X-Cordon-Original-Path", "%TEMP%\\a.exe").statusCode(201);

        given().get("/api/incidents/" + held.number() + "/evidence")
                .then()
                .body("items[0].originalPath", equalTo("%TEMP%\\a.exe"));
    }

    @Test
    void a_hash_that_is_none_is_refused() {
        held.collected("X-Cordon-Vendor-Sha256", "d41d8cd98f00b204e9800998ecf8427e")
                .statusCode(400);
        held.collected("X-Cordon-Content-Sha256", "x").statusCode(400);

        assertThat(held.records()).isZero();
    }
}
