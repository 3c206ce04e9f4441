DROP TABLE case_links;
--bun:split
DROP TABLE case_entries;
--bun:split
DROP TABLE cases;
