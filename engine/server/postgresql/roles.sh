#!/bin/bash
# Runs once, on an empty volume. `cordon` owns the database and its tables; `cordon_app` is what the server works as.
set -euo pipefail

psql --set=ON_ERROR_STOP=1 --no-psqlrc --username=postgres --dbname=postgres <<'SQL'
\getenv owner_password CORDON_DATABASE_OWNER_PASSWORD
\getenv app_password CORDON_DATABASE_PASSWORD
create role cordon login nosuperuser nocreatedb nocreaterole password :'owner_password';
create role cordon_app login nosuperuser nocreatedb nocreaterole password :'app_password';
create database cordon owner cordon;
revoke all on database cordon from public;
grant connect on database cordon to cordon_app;
SQL
