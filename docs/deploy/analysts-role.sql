-- A role for analysts on PostgreSQL 15 to 18: it reads the views of the schema "analytics", and nothing else. docs/analysts.md, "The read-only role".
--
--   psql -v ON_ERROR_STOP=1 -f docs/deploy/analysts-role.sql "$DATABASE_URL"
--
-- Run it as the owner of the service's tables, or as a superuser, once the service has started on the database; running it again does no harm.
-- The role gets no password here: psql's \password analyst gives it one that stands in no file and no log. People get roles of their
-- own that are members of it: CREATE ROLE ada LOGIN IN ROLE analyst.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'analyst') THEN
        CREATE ROLE analyst LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
    END IF;
END $$;

-- What a careless query may do to the service: an old snapshot keeps dead rows, a long query takes a core.
ALTER ROLE analyst SET default_transaction_read_only = on;
ALTER ROLE analyst SET statement_timeout = '5min';
ALTER ROLE analyst SET idle_in_transaction_session_timeout = '1min';
ALTER ROLE analyst SET search_path = analytics;
ALTER ROLE analyst CONNECTION LIMIT 10;

-- The views read their tables with the rights of their owner, so the role needs none on the tables.
GRANT USAGE ON SCHEMA analytics TO analyst;
GRANT SELECT ON ALL TABLES IN SCHEMA analytics TO analyst;

-- Views that later versions of the service bring, and the right to connect.
DO $$
DECLARE
    migrating NAME := (SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = 'analytics');
BEGIN
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA analytics GRANT SELECT ON TABLES TO analyst', migrating);
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO analyst', current_database());
END $$;
