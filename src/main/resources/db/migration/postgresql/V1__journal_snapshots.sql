-- Tables of akka-persistence-jdbc 5.2.1, and the tables that its journal writes beside them.
-- Their content has the format of November 2026. Earlier formats were never released; a database with them is refused.

CREATE TABLE event_journal (
    ordering BIGSERIAL,
    persistence_id VARCHAR(255) NOT NULL,
    sequence_number BIGINT NOT NULL,
    deleted BOOLEAN DEFAULT FALSE NOT NULL,
    writer VARCHAR(255) NOT NULL,
    write_timestamp BIGINT,
    adapter_manifest VARCHAR(255),
    event_ser_id INTEGER NOT NULL,
    event_ser_manifest VARCHAR(255) NOT NULL,
    event_payload BYTEA NOT NULL,
    meta_ser_id INTEGER,
    meta_ser_manifest VARCHAR(255),
    meta_payload BYTEA,
    PRIMARY KEY (persistence_id, sequence_number)
);

CREATE UNIQUE INDEX event_journal_ordering_idx ON event_journal (ordering);

CREATE TABLE event_tag (
    event_id BIGINT,
    tag VARCHAR(256),
    PRIMARY KEY (event_id, tag),
    CONSTRAINT fk_event_journal
        FOREIGN KEY (event_id) REFERENCES event_journal (ordering) ON DELETE CASCADE
);

CREATE TABLE snapshot (
    persistence_id VARCHAR(255) NOT NULL,
    sequence_number BIGINT NOT NULL,
    created BIGINT NOT NULL,
    snapshot_ser_id INTEGER NOT NULL,
    snapshot_ser_manifest VARCHAR(255) NOT NULL,
    snapshot_payload BYTEA NOT NULL,
    meta_ser_id INTEGER,
    meta_ser_manifest VARCHAR(255),
    meta_payload BYTEA,
    PRIMARY KEY (persistence_id, sequence_number)
);

-- The state of each conversation and consumer, one row each. The journal writes a row in the transaction of the
-- events that lead to it. Times are milliseconds since 1970.

-- A row changes several times until it is closed: space in its page avoids new entries in the indexes.
CREATE TABLE conversation (
    account VARCHAR(255) NOT NULL,
    id VARCHAR(255) COLLATE "C" NOT NULL,
    phase VARCHAR(16) NOT NULL,
    skill VARCHAR(255) NOT NULL,
    agent VARCHAR(255),
    consumer VARCHAR(255),
    started_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    assigned_at BIGINT,
    closed_at BIGINT,
    state BYTEA NOT NULL,
    PRIMARY KEY (account, id)
) WITH (fillfactor = 70);

CREATE INDEX conversation_closed_idx ON conversation (account, closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX conversation_consumer_idx ON conversation (account, consumer) WHERE consumer IS NOT NULL;

CREATE TABLE consumer (
    account VARCHAR(255) NOT NULL,
    id VARCHAR(255) NOT NULL,
    state BYTEA NOT NULL,
    PRIMARY KEY (account, id)
);

-- One row for each account. The journal writes it in the transaction of each change of the account.
-- keeps_closed_ms: how long the account keeps closed conversations.

CREATE TABLE account (
    id VARCHAR(255) COLLATE "C" PRIMARY KEY,
    name VARCHAR(255),
    revision BIGINT NOT NULL,
    keeps_closed_ms BIGINT NOT NULL
);
