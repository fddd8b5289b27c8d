-- Tables of akka-persistence-jdbc 5.2.1, and the tables that its journal writes beside them.
-- Their content has the format of November 2026. Earlier formats were never released; a database with them is refused.

CREATE TABLE "event_journal" (
    "ordering" BIGINT UNIQUE NOT NULL AUTO_INCREMENT,
    "deleted" BOOLEAN DEFAULT false NOT NULL,
    "persistence_id" VARCHAR(255) NOT NULL,
    "sequence_number" BIGINT NOT NULL,
    "writer" VARCHAR NOT NULL,
    "write_timestamp" BIGINT NOT NULL,
    "adapter_manifest" VARCHAR NOT NULL,
    "event_payload" BLOB NOT NULL,
    "event_ser_id" INTEGER NOT NULL,
    "event_ser_manifest" VARCHAR NOT NULL,
    "meta_payload" BLOB,
    "meta_ser_id" INTEGER,
    "meta_ser_manifest" VARCHAR,
    PRIMARY KEY ("persistence_id", "sequence_number")
);

CREATE TABLE "event_tag" (
    "event_id" BIGINT NOT NULL,
    "tag" VARCHAR NOT NULL,
    PRIMARY KEY ("event_id", "tag"),
    CONSTRAINT "fk_event_journal"
        FOREIGN KEY ("event_id") REFERENCES "event_journal" ("ordering") ON DELETE CASCADE
);

CREATE TABLE "snapshot" (
    "persistence_id" VARCHAR(255) NOT NULL,
    "sequence_number" BIGINT NOT NULL,
    "created" BIGINT NOT NULL,
    "snapshot_ser_id" INTEGER NOT NULL,
    "snapshot_ser_manifest" VARCHAR NOT NULL,
    "snapshot_payload" BLOB NOT NULL,
    "meta_ser_id" INTEGER,
    "meta_ser_manifest" VARCHAR,
    "meta_payload" BLOB,
    PRIMARY KEY ("persistence_id", "sequence_number")
);

-- The state of each conversation and consumer, one row each. The journal writes a row in the transaction of the
-- events that lead to it. Times are milliseconds since 1970.

CREATE TABLE conversation (
    account VARCHAR(255) NOT NULL,
    id VARCHAR(255) NOT NULL,
    phase VARCHAR(16) NOT NULL,
    skill VARCHAR(255) NOT NULL,
    agent VARCHAR(255),
    consumer VARCHAR(255),
    started_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    assigned_at BIGINT,
    closed_at BIGINT,
    state BLOB NOT NULL,
    PRIMARY KEY (account, id)
);

CREATE INDEX conversation_closed_idx ON conversation (account, closed_at);
CREATE INDEX conversation_consumer_idx ON conversation (account, consumer);

CREATE TABLE consumer (
    account VARCHAR(255) NOT NULL,
    id VARCHAR(255) NOT NULL,
    state BLOB NOT NULL,
    PRIMARY KEY (account, id)
);

-- One row for each account. The journal writes it in the transaction of each change of the account.
-- keeps_closed_ms: how long the account keeps closed conversations.

CREATE TABLE account (
    id VARCHAR(255) PRIMARY KEY,
    name VARCHAR(255),
    revision BIGINT NOT NULL,
    keeps_closed_ms BIGINT NOT NULL
);
