-- Which lives of nodes were declared dead by the others. None of them may use the database again.

CREATE TABLE expelled_life (
    life VARCHAR(63) PRIMARY KEY,
    expelled_at TIMESTAMPTZ DEFAULT now() NOT NULL
);

-- What every connection of a life asks first. From then on it bears its name, by which it can be ended.
CREATE FUNCTION admit(asking VARCHAR) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('application_name', asking, false);
    IF EXISTS (SELECT FROM expelled_life WHERE life = asking) THEN
        RAISE EXCEPTION '% was declared dead', asking USING ERRCODE = 'SW001';
    END IF;
END
$$;
