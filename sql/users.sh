#!/usr/bin/env bash
# Creates the MySQL users of the two services with least privileges. Idempotent: runs on the first start of the database
# (MySQL's image runs it after init.sql); run it again after changing a password, or after a migration. No service deletes rows. Version
# 1.0 granted DELETE on some tables; granting it before revoking it takes it back there, and is no error where it was never granted.
# If HOTEL_PURGE_USER and HOTEL_PURGE_PASSWORD are set, also creates the user of the commands purge and forget of both services.
#
# HOTEL_DB_HOST: host of a remote server; default: the local server, through its socket.
# HOTEL_DB_SSL_MODE, HOTEL_DB_CA: how to verify the remote server's certificate, such as VERIFY_IDENTITY, and the file with its CA.
(
  set -eu
  # shellcheck disable=SC2001 # in ${1//...}, & has another meaning since bash 5.2
  quoted() { sed "s/[\\\\']/\\\\&/g" <<<"$1"; }
  # On the first start an image may run this before it sets root's password.
  as_root() { for password in "$MYSQL_ROOT_PASSWORD" ''; do
    MYSQL_PWD=$password mysql --user=root ${HOTEL_DB_HOST:+--host="$HOTEL_DB_HOST"} \
      ${HOTEL_DB_SSL_MODE:+--ssl-mode="$HOTEL_DB_SSL_MODE"} ${HOTEL_DB_CA:+--ssl-ca="$HOTEL_DB_CA"} <<<"$1" && return
  done; return 1; }

  as_root "
    CREATE USER IF NOT EXISTS '$HOTEL_SERVER_USER'@'%';
    ALTER USER '$HOTEL_SERVER_USER'@'%' IDENTIFIED BY '$(quoted "$HOTEL_SERVER_PASSWORD")';
    GRANT SELECT, INSERT, UPDATE, DELETE ON $MYSQL_DATABASE.hotels TO '$HOTEL_SERVER_USER'@'%';
    GRANT SELECT, INSERT, UPDATE, DELETE ON $MYSQL_DATABASE.hotel_details TO '$HOTEL_SERVER_USER'@'%';
    GRANT SELECT, INSERT, UPDATE ON $MYSQL_DATABASE.room_holds TO '$HOTEL_SERVER_USER'@'%';
    GRANT SELECT, INSERT, UPDATE ON $MYSQL_DATABASE.room_changes TO '$HOTEL_SERVER_USER'@'%';
    GRANT SELECT ON $MYSQL_DATABASE.schema_versions TO '$HOTEL_SERVER_USER'@'%';
    REVOKE DELETE ON $MYSQL_DATABASE.hotels FROM '$HOTEL_SERVER_USER'@'%';
    REVOKE DELETE ON $MYSQL_DATABASE.hotel_details FROM '$HOTEL_SERVER_USER'@'%';

    CREATE USER IF NOT EXISTS '$RESERVE_CLIENT_USER'@'%';
    ALTER USER '$RESERVE_CLIENT_USER'@'%' IDENTIFIED BY '$(quoted "$RESERVE_CLIENT_PASSWORD")';
    GRANT SELECT, INSERT, UPDATE ON $MYSQL_DATABASE.reserve_hotel TO '$RESERVE_CLIENT_USER'@'%';
    GRANT SELECT, INSERT, UPDATE ON $MYSQL_DATABASE.rejections TO '$RESERVE_CLIENT_USER'@'%';
    GRANT SELECT, INSERT, UPDATE, DELETE ON $MYSQL_DATABASE.dead_letters TO '$RESERVE_CLIENT_USER'@'%';
    GRANT SELECT ON $MYSQL_DATABASE.schema_versions TO '$RESERVE_CLIENT_USER'@'%';
    REVOKE DELETE ON $MYSQL_DATABASE.dead_letters FROM '$RESERVE_CLIENT_USER'@'%';"

  if [[ -n ${HOTEL_PURGE_USER:-} && -n ${HOTEL_PURGE_PASSWORD:-} ]]; then
    as_root "
      CREATE USER IF NOT EXISTS '$HOTEL_PURGE_USER'@'%';
      ALTER USER '$HOTEL_PURGE_USER'@'%' IDENTIFIED BY '$(quoted "$HOTEL_PURGE_PASSWORD")';
      GRANT SELECT ON $MYSQL_DATABASE.schema_versions TO '$HOTEL_PURGE_USER'@'%';
      GRANT SELECT, INSERT, UPDATE ON $MYSQL_DATABASE.purged_decisions TO '$HOTEL_PURGE_USER'@'%';
      GRANT SELECT, UPDATE, DELETE ON $MYSQL_DATABASE.room_holds TO '$HOTEL_PURGE_USER'@'%';
      GRANT SELECT, UPDATE, DELETE ON $MYSQL_DATABASE.reserve_hotel TO '$HOTEL_PURGE_USER'@'%';
      GRANT SELECT, UPDATE, DELETE ON $MYSQL_DATABASE.rejections TO '$HOTEL_PURGE_USER'@'%';
      GRANT SELECT, UPDATE, DELETE ON $MYSQL_DATABASE.dead_letters TO '$HOTEL_PURGE_USER'@'%';"
  fi
)
