package dev.cordon.engine;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ServerTest {
    @Inject
    AgroalDataSource database;

    @Test
    void starts_and_says_which_parts_are_up() {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/health/ready")
                .then()
                .body("checks.find { it.name.startsWith('Database') }.status", equalTo("UP"));
    }

    @Test
    void speaks_to_the_database_as_the_role_that_cannot_rewrite_the_timeline() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select current_user, has_table_privilege('timeline_entry', 'update')")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("cordon_app");
            assertThat(row.getBoolean(2)).isFalse();
        }
    }
}
