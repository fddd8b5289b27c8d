-- A number for each incarnation of a node. The node increases it each second unless it is fenced, and answers clients
-- for at most lease_ms after that. A node that fences another therefore waits until its number has not changed for
-- lease_ms.
--
-- The table is unlogged, so that the commit of each second writes nothing to the disk. A crash of the database server
-- empties it: nodes then insert their numbers again, and a node that finds no number of another waits for a whole lease.
CREATE UNLOGGED TABLE heartbeat (
    incarnation VARCHAR(63) PRIMARY KEY,
    number BIGINT NOT NULL,
    lease_ms BIGINT NOT NULL,
    ended BOOLEAN DEFAULT false NOT NULL
);
