-- Incarnations of nodes that other nodes have declared dead. They must not use the database again.

CREATE TABLE fenced_incarnation (
    incarnation VARCHAR(63) PRIMARY KEY,
    fenced_at TIMESTAMPTZ DEFAULT now() NOT NULL
);

-- The first call on each connection of a node. It names the connection after the incarnation of the node, so that
-- other nodes can end the connection, and fails if that incarnation is fenced.
CREATE FUNCTION admit(incarnation_name VARCHAR) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('application_name', incarnation_name, false);
    IF EXISTS (SELECT FROM fenced_incarnation WHERE incarnation = incarnation_name) THEN
        RAISE EXCEPTION '% was declared dead', incarnation_name USING ERRCODE = 'SW001';
    END IF;
END
$$;
