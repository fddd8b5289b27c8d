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
