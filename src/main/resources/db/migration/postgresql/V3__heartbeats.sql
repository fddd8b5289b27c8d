-- A number for each incarnation of a node, which the node increments every second until it is fenced. The node answers
-- clients for lease_ms after an increment; a node that fences it computes the rest of that time.
--
-- Unlogged, so that a commit each second writes nothing to the disk. A crash of the server empties the table: the
-- nodes insert their numbers again, and a node that finds no number waits for a whole lease.
CREATE UNLOGGED TABLE heartbeat (
    incarnation VARCHAR(63) PRIMARY KEY,
    number BIGINT NOT NULL,
    lease_ms BIGINT NOT NULL,
    ended BOOLEAN DEFAULT false NOT NULL
);
