DROP TABLE versions;
--bun:split
DROP TABLE contents;
