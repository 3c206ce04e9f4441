DROP TABLE reconciliation_items;
--bun:split
DROP TABLE reconciliations;
--bun:split
DROP TABLE backfills;
--bun:split
DROP TABLE coverage;
--bun:split
DROP INDEX transactions_created;
--bun:split
DROP TABLE decision_polls;
--bun:split
DROP TABLE repairs;
