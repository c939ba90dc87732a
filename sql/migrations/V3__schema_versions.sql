-- So that the services can tell which version the tables have; the record of the migrations is not theirs to read, and a database made
-- by init.sql has none.
CREATE TABLE IF NOT EXISTS schema_versions (
  version         INT NOT NULL,
  compatible_from INT NOT NULL,
  PRIMARY KEY (version)
);
INSERT IGNORE INTO schema_versions (version, compatible_from) VALUES (3, 1);
