-- The memory. Owned by the migrating role; the application's role gets exactly the rights it needs at the end.
-- Times are UTC instants. Ids are UUIDv7 made by the application, except an action's, which is the hash of what it is.

create sequence incident_number;

create table incident (
    id           uuid primary key,
    number       text        not null unique,
    title        text        not null,
    severity     smallint    not null,                       -- OCSF severity_id 0..6
    status       text        not null default 'new' check (status in ('new', 'in-progress', 'on-hold', 'resolved', 'closed')),
    verdict      text,
    assignee     text,
    grouping_key text        not null,
    follows      uuid references incident,                   -- the earlier one with the same key
    lapsed       boolean     not null default false,         -- past its window: open, and no longer joined by alerts
    alerts       integer     not null default 0,
    last_alert_at timestamptz,
    opened_at    timestamptz not null,
    updated_at   timestamptz not null,
    triaged_at   timestamptz,                                -- when somebody took it up, the first time
    closed_at    timestamptz
);
-- At most one incident to join for a grouping key: a further alert joins it, however many arrive at once.
create unique index incident_open_by_key on incident (grouping_key) where status not in ('resolved', 'closed') and not lapsed;
create index incident_following on incident (follows) where follows is not null;
create index incident_by_key on incident (grouping_key, opened_at desc);
create index incident_newest on incident (opened_at desc, id desc);

-- Alerts that shall start nothing. Never changed, only ended. `*` stands for any characters; a null asks for nothing.
create table suppression (
    id           uuid primary key,
    source       text,
    rule_id      text,
    host         text,
    account      text,
    source_like  text generated always as (replace(replace(replace(replace(lower(source), '\', '\\'), '%', '\%'), '_', '\_'), '*', '%')) stored,
    rule_id_like text generated always as (replace(replace(replace(replace(lower(rule_id), '\', '\\'), '%', '\%'), '_', '\_'), '*', '%')) stored,
    host_like    text generated always as (replace(replace(replace(replace(lower(host), '\', '\\'), '%', '\%'), '_', '\_'), '*', '%')) stored,
    account_like text generated always as (replace(replace(replace(replace(lower(account), '\', '\\'), '%', '\%'), '_', '\_'), '*', '%')) stored,
    owner        text        not null,
    reason       text        not null,
    expires_at   timestamptz not null,
    created_by   text        not null,
    created_at   timestamptz not null,
    ended_at     timestamptz,
    ended_by     text,
    check (coalesce(source, rule_id, host, account) is not null)
);

create table alert (
    id          uuid primary key,
    source      text        not null,
    reference   text        not null,
    product_id  text,                                        -- what its product calls it; never a fingerprint
    body_sha256 bytea       not null,
    status      text        not null check (status in ('accepted', 'rejected', 'suppressed')),
    reason      text,                                        -- why it was rejected or suppressed
    incident_id uuid references incident,
    suppression_id uuid references suppression,
    title       text,
    rule_id     text,
    rule_name   text,
    severity    smallint    not null default 0,
    confidence  smallint,
    techniques  text[]      not null default '{}',
    host        text,
    account     text,
    assets      jsonb       not null default '[]',
    observables jsonb       not null default '[]',
    notes       text[]      not null default '{}',           -- fields of the wrong type, left out
    occurred_at timestamptz,
    detected_at timestamptz,
    link        text,                                        -- http or https, back to the product
    state       text        not null default 'firing' check (state in ('firing', 'resolved')),
    campaign    text,                                        -- what the product itself ties together
    received_at timestamptz not null,
    raw         bytea       not null,
    unique (source, reference)
);
-- What its source said of an alert later, under the same reference.
create table alert_update (
    alert_id    uuid        not null references alert,
    body_sha256 bytea       not null,
    state       text        not null check (state in ('firing', 'resolved')),
    title       text        not null,
    severity    smallint    not null,
    received_at timestamptz not null,
    raw         bytea       not null,
    primary key (alert_id, body_sha256)
);
create index alert_by_incident on alert (incident_id);
create index alert_by_suppression on alert (suppression_id) where suppression_id is not null;
create index alert_by_source on alert (source, received_at);
create index alert_by_rule on alert (source, coalesce(rule_id, ''), received_at) where status <> 'rejected';
create index alert_newest on alert (received_at desc, id desc);

-- What the sources send and what leaves no row of its own, by day (UTC). Added to in the background.
create table alert_count (
    source  text   not null,
    day     date   not null,
    what    text   not null check (what in ('duplicate', 'refused')),
    rule_id text   not null,                                 -- empty: of no rule, or not told apart
    count   bigint not null,
    primary key (source, day, what, rule_id)
);

-- Work that a committed transaction promised to do. `due_at` in the future means: somebody holds it, or it waits for its next try.
create table outbox (
    id         bigint generated always as identity primary key,
    kind       text        not null,
    payload    jsonb       not null,
    due_at     timestamptz not null,
    attempts   integer     not null default 0,
    last_error text,
    created_at timestamptz not null default now()
);
create index outbox_due on outbox (due_at);

create table timeline_head (
    incident_id uuid primary key references incident,
    seq         bigint not null,
    hash        bytea  not null
);

create table timeline_entry (
    incident_id   uuid        not null references incident,
    seq           bigint      not null,
    recorded_at   timestamptz not null,
    kind          text        not null,
    body          text        not null,                      -- canonical JSON: what is hashed, byte for byte
    previous_hash bytea       not null,
    hash          bytea       not null,                      -- SHA-256(previous_hash || body)
    primary key (incident_id, seq)
);

create table playbook_version (
    playbook_id            text        not null,
    version                integer     not null,
    process_definition_key bigint      not null,
    bpmn                   text        not null,
    deployed_at            timestamptz not null,
    primary key (playbook_id, version)
);

create table form_version (
    form_key bigint primary key,
    form_id  text not null,
    version  integer not null,
    schema   text not null
);

create table playbook_run (
    id                   uuid primary key,
    incident_id          uuid        not null references incident,
    playbook_id          text        not null,
    version              integer,
    trigger              text        not null,               -- 'alert:<id>', 'request:<user>:<idempotency key>'
    request_sha256       bytea,                              -- of the body that came with the idempotency key
    target               jsonb       not null,
    target_key           text        not null,
    reason               text        not null,
    requested_by         text        not null,
    state                text        not null default 'requested'
        check (state in ('requested', 'running', 'blocked', 'completed', 'cancelled', 'failed')),
    process_instance_key bigint unique,
    end_name             text,                               -- the end event it reached, in the playbook's words
    requested_at         timestamptz not null,
    started_at           timestamptz,
    ended_at             timestamptz,
    contains             boolean     not null default false, -- takes something out of circulation
    unique (incident_id, playbook_id, trigger)
);
-- One run of a playbook at a time for one target of an incident, and one containing run of a target at all; a further
-- trigger joins it. After a cancellation nothing of a run is granted any more: another one may begin.
create unique index playbook_run_active on playbook_run (incident_id, playbook_id, target_key)
    where ended_at is null and state <> 'cancelled';
create unique index playbook_run_containing on playbook_run (target_key)
    where contains and ended_at is null and state <> 'cancelled';
create index playbook_run_not_begun on playbook_run (requested_at) where process_instance_key is null and ended_at is null;
create index playbook_run_by_incident on playbook_run (incident_id, requested_at);
create index playbook_run_newest on playbook_run (requested_at desc, id desc);

-- Triggers that a run serves which was there already.
create table playbook_run_join (
    run_id         uuid        not null references playbook_run,
    incident_id    uuid        not null references incident,
    playbook_id    text        not null,                     -- that was asked for
    trigger        text        not null,
    request_sha256 bytea,
    requested_by   text        not null,
    joined_at      timestamptz not null,
    told           boolean     not null default false,       -- the incident knows how the run ended
    primary key (incident_id, playbook_id, trigger)
);
create index playbook_run_join_by_run on playbook_run_join (run_id);

create table step (
    element_instance_key bigint primary key,
    run_id               uuid        not null references playbook_run,
    element_id           text        not null,
    element_type         text        not null,
    state                text        not null check (state in ('active', 'completed', 'terminated')),
    started_at           timestamptz not null,
    ended_at             timestamptz
);
create index step_by_run on step (run_id, started_at);

create table run_decision (
    record_key  bigint      not null,
    run_id      uuid        not null references playbook_run,
    element_id  text        not null,
    decision_id text        not null,
    inputs      jsonb       not null,
    rules       jsonb       not null,
    output      jsonb       not null,
    failure     text,
    decided_at  timestamptz not null,
    primary key (record_key, decision_id)
);
create index run_decision_by_run on run_decision (run_id);

create table blocked_run (
    incident_key bigint primary key,                         -- the broker's
    run_id       uuid        not null references playbook_run,
    element_id   text        not null,
    job_key      bigint,
    error_type   text        not null,
    message      text        not null,
    raised_at    timestamptz not null,
    resolved_at  timestamptz
);
create index blocked_run_open on blocked_run (run_id) where resolved_at is null;

-- What a human task shows, as the broker recorded it; it may arrive before or after the task.
create table task_request (
    element_instance_key bigint primary key,
    request              jsonb not null
);

create table human_task (
    id                   uuid primary key,
    user_task_key        bigint      not null unique,
    element_instance_key bigint      not null,
    run_id               uuid        not null references playbook_run,
    incident_id          uuid        not null references incident,
    element_id           text        not null,
    title                text        not null,
    form_key             bigint,
    groups               text[]      not null default '{}',
    approval             boolean     not null default false,
    picks                boolean     not null default false, -- its answer says which target is meant
    request              jsonb,
    digest               text,
    state                text        not null default 'open' check (state in ('open', 'decided', 'cancelled')),
    claimed_by           text,
    decided_by           text,
    decided_at           timestamptz,
    answer               jsonb,
    due_at               timestamptz,
    created_at           timestamptz not null,
    ended_at             timestamptz
);
create index human_task_open on human_task (created_at) where state = 'open';
create index human_task_by_run on human_task (run_id);
create index human_task_by_incident on human_task (incident_id);

create table approval (
    id          uuid primary key,
    task_id     uuid        not null unique references human_task,
    run_id      uuid        not null references playbook_run,
    requester   text        not null,
    approver    text        not null check (approver <> requester),
    approved    boolean     not null,
    digest      text        not null,
    targets     text[]      not null,                        -- keys of the exact targets
    actions     text[]      not null,
    decided_at  timestamptz not null,
    expires_at  timestamptz not null
);
create index approval_by_run on approval (run_id);

create table action (
    id          uuid primary key,
    incident_id uuid        not null references incident,
    run_id      uuid        not null references playbook_run,
    element_id  text        not null,
    job_type    text        not null,
    target      jsonb       not null,
    target_key  text        not null,
    reason      text        not null,
    state       text        not null check (state in ('open', 'settled', 'denied')),
    token       uuid,
    lease_until timestamptz,
    attempts    integer     not null default 1,
    asked       boolean     not null default false,
    interrupted boolean     not null default false,          -- a holder never came back
    waits       boolean     not null default false,          -- its product did not answer; its timeline says so, once
    receipt     text,                                        -- the vendor's reference, before there is an outcome
    outcome     jsonb,
    denial      jsonb,
    intended_at timestamptz not null,
    settled_at  timestamptz
);
create index action_by_run on action (run_id, intended_at);
create index action_by_incident on action (incident_id, intended_at);
create index action_open on action (run_id) where state = 'open';
create index action_unverified on action (target_key) where outcome ->> 'is' = 'unverified';
create index action_newest on action (intended_at desc, id desc);

create table action_attempt (
    action_id  uuid        not null references action,
    attempt    integer     not null,
    worker     text        not null,
    claimed_at timestamptz not null,
    ended_at   timestamptz,
    ending     text,                                         -- 'settled', 'paused'; null: it never came back
    asked      boolean     not null default false,
    looks      jsonb       not null default '[]',
    primary key (action_id, attempt)
);

-- The register: one row for each incident that holds a target contained. `owned`: Cordon contained it, so Cordon may release it.
create table containment (
    id          uuid primary key,
    action_id   uuid        not null references action,
    incident_id uuid        not null references incident,
    run_id      uuid        not null references playbook_run,
    job_type    text        not null,
    target      jsonb       not null,
    target_key  text        not null,
    owned       boolean     not null,
    verified    boolean     not null,
    approved_by text,
    since       timestamptz not null,
    until       timestamptz,
    released_at timestamptz,
    released_by uuid references action,
    unique (action_id, incident_id)                          -- incidents that joined the run hold what it contained, too
);
create index containment_active on containment (target_key) where released_at is null;
create index containment_by_incident on containment (incident_id);

create table evidence (
    id           uuid primary key,
    incident_id  uuid        not null references incident,
    run_id       uuid references playbook_run,
    action_id    uuid references action,
    name         text        not null,
    media_type   text        not null,
    size         bigint      not null,
    sha256       bytea       not null,
    vendor_sha256 bytea,                                    -- of these bytes, as the product says
    content_sha256 bytea,                                   -- of what is inside the archive, as the product says
    archive_password text,                                  -- the product's convention, such as 'infected'
    vendor_reference text,
    original_path text,
    comment      text,
    stored_at    text        not null,                      -- 'file:ab/cd/<sha256>' or 's3://<bucket>/<key>'
    stored_version text,
    collected_by text        not null,
    collected_at timestamptz not null,
    unique (action_id, name)
);
create index evidence_by_incident on evidence (incident_id, collected_at);

create table custody (
    evidence_id uuid        not null references evidence,
    seq         integer     not null,
    at          timestamptz not null,
    actor       text        not null,
    act         text        not null,                        -- 'received', 'downloaded', ...
    hash        bytea       not null,
    primary key (evidence_id, seq)
);

create table asset (
    kind        text    not null check (kind in ('host', 'account')),
    name        text    not null,                            -- lower case; a name or a vendor's id
    protected   boolean not null default false,
    criticality text    not null default 'medium' check (criticality in ('low', 'medium', 'high', 'critical')),
    why         text    not null default '',
    primary key (kind, name)
);

create table policy_switch (
    name text primary key,
    on_  boolean not null default false,
    why  text not null default ''
);
insert into policy_switch (name) values ('kill');

create table policy_change (
    id      bigint generated always as identity primary key,
    at      timestamptz not null,
    actor   text        not null,
    what    text        not null,
    detail  jsonb       not null
);

-- How sources of the kind `generic` are read: every version, with the sample that it was tried against.
create table source_mapping (
    name     text        not null,
    version  integer     not null,
    mapping  text        not null,
    sample   text        not null,
    saved_by text        not null,
    saved_at timestamptz not null,
    primary key (name, version)
);

-- Which connector is responsible for which names: one row, its lines in the order in which they count.
create table estate (
    one     boolean primary key default true check (one),
    version integer not null default 0,
    items   jsonb   not null default '[]'
);
insert into estate default values;

-- Which alerts belong to one incident: one row, its rules in the order in which they count; version 0 is what Cordon comes with.
create table grouping_rules (
    one     boolean primary key default true check (one),
    version integer not null default 0,
    items   jsonb   not null default '[]'
);
insert into grouping_rules default values;

-- Which version of the decision alert-routing is in force: one row. 0 is the one that the server was built with.
create table routing (
    one     boolean primary key default true check (one),
    version integer not null default 0
);
insert into routing default values;
create table routing_version (
    version     integer     primary key check (version > 0),
    based_on    integer     not null,                        -- the version that was in force when it was proposed
    dmn         text        not null,
    cases       jsonb       not null,
    checks      jsonb       not null,
    reason      text        not null,
    author      text        not null,
    proposed_at timestamptz not null
);
create table routing_confirmation (
    version      integer     primary key references routing_version,
    confirmed_by text        not null,
    confirmed_at timestamptz not null
);
-- What shall not come into force any more: its author withdrew it, or somebody else rejected it.
create table routing_refusal (
    version    integer     primary key references routing_version,
    refused_by text        not null,
    reason     text,
    refused_at timestamptz not null
);

-- The newest report of each worker on each of its connectors. The newest of a name stays when nobody reports it any more.
create table connector_report (
    worker      text        not null,
    name        text        not null,
    product     text        not null,
    report      jsonb       not null,
    reported_at timestamptz not null,
    primary key (worker, name)
);

-- How far each source that is pulled was read, and who reads it now.
create table feed (
    source       text primary key,
    connector    text        not null,
    worker       text        not null,
    token        uuid        not null,
    leased_until timestamptz not null,
    turn_at      timestamptz not null,
    cursor       text check (length(cursor) <= 2000),
    reached      timestamptz,
    delivered_at timestamptz,
    caught_up_at timestamptz,
    trouble      text,
    trouble_at   timestamptz
);

create table recorder_position (
    partition integer primary key,
    position  bigint      not null,
    at        timestamptz not null
);

grant usage on schema public to cordon_app;
grant usage on all sequences in schema public to cordon_app;
grant select, insert, update on
    incident, alert, alert_count, timeline_head, playbook_version, form_version, playbook_run, step, blocked_run, task_request, human_task,
    action, action_attempt, containment, asset, policy_switch, connector_report, feed, recorder_position
    to cordon_app;
grant select, insert, update (told) on playbook_run_join to cordon_app;
grant select, update on estate, grouping_rules, routing to cordon_app;
grant select, insert, update (ended_at, ended_by) on suppression to cordon_app;
grant select, insert, update, delete on outbox to cordon_app;
grant delete on task_request, asset, connector_report to cordon_app;
-- Written once, for ever: no update and no delete, whoever breaks into the application.
grant select, insert on timeline_entry, alert_update, approval, evidence, custody, policy_change, run_decision, source_mapping,
    routing_version, routing_confirmation, routing_refusal to cordon_app;
