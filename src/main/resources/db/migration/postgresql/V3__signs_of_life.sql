-- A number for each life of a node, which it raises every second while it was not expelled. It answers clients for
-- lease_ms after that, so whoever expels it looks how old the number is.
--
-- Unlogged, so that a commit each second writes nothing to the disk. A crash of the server empties it: the
-- nodes begin their numbers again, and whoever does not find one waits for a whole lease.
CREATE UNLOGGED TABLE sign_of_life (
    life VARCHAR(63) PRIMARY KEY,
    number BIGINT NOT NULL,
    lease_ms BIGINT NOT NULL,
    ended BOOLEAN DEFAULT false NOT NULL
);
