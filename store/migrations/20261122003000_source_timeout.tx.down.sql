ALTER TABLE funding_sources DROP COLUMN timeout_millis;
