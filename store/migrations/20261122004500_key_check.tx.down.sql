ALTER TABLE stamps DROP COLUMN key_check;
