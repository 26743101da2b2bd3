package dev.cordon.engine.evidence.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class S3SettingsTest {
    private static final Map<String, String> ENOUGH = Map.of("region", "eu-central-1", "bucket", "soc-evidence");

    @Test
    void region_and_bucket_are_enough() {
        assertThatCode(() -> S3Settings.of(Bucket.config(ENOUGH))).doesNotThrowAnyException();
    }

    @Test
    void whatever_is_missing_is_named() {
        assertThatThrownBy(() -> S3Settings.of(Bucket.config(Map.of())))
                .hasMessage("CORDON_EVIDENCE_STORE is s3, and this is missing: "
                        + "CORDON_EVIDENCE_S3_REGION, CORDON_EVIDENCE_S3_BUCKET");
        assertThatThrownBy(() -> with("access-key", "AKIDEXAMPLE"))
                .hasMessage("CORDON_EVIDENCE_STORE is s3, and this is missing: CORDON_EVIDENCE_S3_SECRET_KEY");
    }

    @Test
    void what_cannot_be_is_refused_by_its_name_and_not_repeated() {
        assertThatThrownBy(() -> with("bucket", "Bucket_1")).hasMessageContaining("CORDON_EVIDENCE_S3_BUCKET");
        assertThatThrownBy(() -> with("prefix", "/../x")).hasMessageContaining("CORDON_EVIDENCE_S3_PREFIX");
        assertThatThrownBy(() -> with("retention-days", "0"))
                .hasMessage("CORDON_EVIDENCE_S3_RETENTION_DAYS must be from 1 to 3650");
        assertThatThrownBy(() -> with("retention-days", "36500")).hasMessageContaining("from 1 to 3650");
        assertThatThrownBy(() -> with("endpoint", "https://user:hunter2@s3.example.com"))
                .hasMessage("CORDON_EVIDENCE_S3_ENDPOINT must be like https://s3.example.com");
        assertThatThrownBy(() -> with("endpoint", "s3.example.com"))
                .hasMessageContaining("CORDON_EVIDENCE_S3_ENDPOINT");
    }

    private static S3Settings with(String name, String value) {
        return S3Settings.of(Bucket.config(ENOUGH, name, value));
    }
}
