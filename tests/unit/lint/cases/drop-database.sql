-- bad: plain
DROP DATABASE IF EXISTS shop;
-- good: create
CREATE DATABASE shop;
