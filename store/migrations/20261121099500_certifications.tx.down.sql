DROP TABLE certification_results;
--bun:split
DROP TABLE certifications;
