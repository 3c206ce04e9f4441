ALTER TABLE funding_sources ADD COLUMN timeout_millis BIGINT NOT NULL DEFAULT 0;
