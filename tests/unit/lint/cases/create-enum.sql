-- bad: a type
CREATE TYPE mood AS ENUM ('sad', 'happy');
-- good: a composite type
CREATE TYPE pair AS (a int, b int);
