DROP TABLE put_backs;
