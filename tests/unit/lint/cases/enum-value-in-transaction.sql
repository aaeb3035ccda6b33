-- bad [pg=11, transaction]: add
ALTER TYPE status ADD VALUE 'c';
-- good [pg=12, transaction]: a later server
ALTER TYPE status ADD VALUE 'c';
-- good [pg=11]: no transaction
ALTER TYPE status ADD VALUE 'c';
