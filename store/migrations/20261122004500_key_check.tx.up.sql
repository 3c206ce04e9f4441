ALTER TABLE stamps ADD COLUMN key_check {{.Bytes}};
