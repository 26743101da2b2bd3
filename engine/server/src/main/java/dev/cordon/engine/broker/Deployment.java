package dev.cordon.engine.broker;

import dev.cordon.engine.playbook.Catalogue;
import dev.cordon.engine.sql.Sql;
import io.camunda.client.api.response.DeploymentEvent;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Deploys the catalogue when the server starts, and remembers every version: a run keeps the one it began with.
@ApplicationScoped
public class Deployment {
    private static final Logger LOG = Logger.getLogger(Deployment.class);

    private final Broker broker;
    private final Catalogue catalogue;
    private final Sql sql;
    private final InstantSource clock;
    private final ExecutorService threads;
    private final boolean enabled;
    private volatile boolean running = true;
    private volatile boolean done;

    Deployment(
            Broker broker,
            Catalogue catalogue,
            Sql sql,
            InstantSource clock,
            @VirtualThreads ExecutorService threads,
            @ConfigProperty(name = "cordon.deploy-at-start", defaultValue = "true") boolean enabled) {
        this.broker = broker;
        this.catalogue = catalogue;
        this.sql = sql;
        this.clock = clock;
        this.threads = threads;
        this.enabled = enabled;
    }

    void start(@Observes StartupEvent event) {
        if (enabled) {
            threads.execute(this::deploy);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
    }

    public boolean done() {
        return done || !enabled;
    }

    /// Until it has worked: the broker may start later than we do.
    private void deploy() {
        while (running && !done) {
            try {
                var deployed = broker.deploy(catalogue.resources());
                QuarkusTransaction.requiringNew().run(() -> remember(deployed));
                done = true;
            } catch (RuntimeException e) {
                LOG.warnf("playbooks are not deployed yet: %s", e.getMessage());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void remember(DeploymentEvent deployed) {
        var byName = new HashMap<String, String>();
        catalogue.resources().forEach(resource -> byName.put(resource.name(), resource.text()));
        for (var process : deployed.getProcesses()) {
            sql.update(
                    """
                    insert into playbook_version (playbook_id, version, process_definition_key, bpmn, deployed_at)
                    values (?, ?, ?, ?, ?) on conflict (playbook_id, version) do update
                        set process_definition_key = excluded.process_definition_key, bpmn = excluded.bpmn
                    """,
                    process.getBpmnProcessId(),
                    process.getVersion(),
                    process.getProcessDefinitionKey(),
                    byName.get(process.getResourceName()),
                    clock.instant());
        }
        for (var form : deployed.getForm()) {
            sql.update("""
                    insert into form_version (form_key, form_id, version, schema) values (?, ?, ?, ?)
                    on conflict (form_key) do nothing
                    """, form.getFormKey(), form.getFormId(), form.getVersion(), byName.get(form.getResourceName()));
        }
    }
}
