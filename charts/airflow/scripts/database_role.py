"""Gives Airflow its own database role: an owner of the tables that nobody signs in as, and a sign-in role.

Each version of the password has its own sign-in role, so that during a rotation the pods of both
versions work. Signs in as the master user, whose password RDS keeps in Secrets Manager and rotates.
"""

import json
import os

import boto3
import psycopg2
from psycopg2 import extensions, sql

OWNER = "airflow"


def master_credentials(secret_arn: str) -> tuple[str, str]:
    """User and password of the master user."""
    value = boto3.client("secretsmanager").get_secret_value(SecretId=secret_arn)["SecretString"]
    secret = json.loads(value)
    return secret["username"], secret["password"]


def role_exists(cursor: extensions.cursor, name: str) -> bool:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
    return cursor.fetchone() is not None


def ensure_owner(cursor: extensions.cursor, database: str, master: str) -> None:
    """The role that owns the tables, in a database that nobody else may connect to."""
    owner, master_role, name = sql.Identifier(OWNER), sql.Identifier(master), sql.Identifier(database)
    if not role_exists(cursor, OWNER):
        cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(owner))
    # On RDS the master is no superuser: it may hand over only to roles that it is a member of.
    cursor.execute(sql.SQL("GRANT {} TO {}").format(owner, master_role))
    cursor.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    cursor.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(name, owner))
    cursor.execute(sql.SQL("GRANT USAGE, CREATE ON SCHEMA public TO {}").format(owner))


def ensure_sign_in(cursor: extensions.cursor, user: str, password: str) -> None:
    """The role that pods sign in as. What it creates belongs to the owner."""
    role = sql.Identifier(user)
    if not role_exists(cursor, user):
        cursor.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
    cursor.execute(sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(role, sql.Literal(password)))
    cursor.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(OWNER), role))
    cursor.execute(sql.SQL("ALTER ROLE {} SET role TO {}").format(role, sql.Identifier(OWNER)))


def drop_older(cursor: extensions.cursor, version: int) -> list[str]:
    """Removes the sign-in roles before the previous version, which no pod uses any more."""
    cursor.execute("SELECT rolname FROM pg_roles WHERE rolname ~ %s", [f"^{OWNER}_v[0-9]+$"])
    old = [name for (name,) in cursor.fetchall() if int(name.rsplit("_v", 1)[1]) < version - 1]
    for name in old:
        cursor.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))
    return old


def main() -> None:
    environment = os.environ
    version = int(environment["PASSWORD_VERSION"])
    user = f"{OWNER}_v{version}"
    master, master_password = master_credentials(environment["MASTER_SECRET_ARN"])
    connection = psycopg2.connect(
        host=environment["DATABASE_HOST"],
        port=environment["DATABASE_PORT"],
        dbname=environment["DATABASE_NAME"],
        user=master,
        password=master_password,
        sslmode="require",
        connect_timeout=10,
    )
    with connection, connection.cursor() as cursor:
        ensure_owner(cursor, environment["DATABASE_NAME"], master)
        ensure_sign_in(cursor, user, environment["DATABASE_PASSWORD"])
        dropped = drop_older(cursor, version)
    connection.close()
    print(f"{user} may sign in; dropped: {', '.join(dropped) or 'none'}")


if __name__ == "__main__":
    main()
