-- The incarnations of nodes that other nodes declared dead. None of them may use the database again.

CREATE TABLE fenced_incarnation (
    incarnation VARCHAR(63) PRIMARY KEY,
    fenced_at TIMESTAMPTZ DEFAULT now() NOT NULL
);

-- The first statement of each connection of an incarnation. It names the connection, so that other nodes can end it.
CREATE FUNCTION admit(asking VARCHAR) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('application_name', asking, false);
    IF EXISTS (SELECT FROM fenced_incarnation WHERE incarnation = asking) THEN
        RAISE EXCEPTION '% was declared dead', asking USING ERRCODE = 'SW001';
    END IF;
END
$$;
