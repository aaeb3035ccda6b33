#include "base/secrets.hpp"

#include <doctest/doctest.h>

using barqdb::base::hide_passwords;

TEST_CASE("a password in a URL or behind password= is hidden, wherever it stands in a text") {
  CHECK(hide_passwords("unexpected argument 'postgresql://u:hunter2@h/x'") ==
        "unexpected argument 'postgresql://u:***@h/x'");
  CHECK(hide_passwords("postgres://u:p@ss/w:rd@h:5432/x?sslmode=require, then") ==
        "postgres://u:***@h:5432/x?sslmode=require, then");
  CHECK(hide_passwords("a postgresql://u:1@h b postgresql://u:2@h") == "a postgresql://u:***@h b postgresql://u:***@h");
  CHECK(hide_passwords("dbname=postgresql://u:secret@h/d user=u") == "dbname=postgresql://u:***@h/d user=u");
  CHECK(hide_passwords("barqdb upgrade //u:secret@h/x") == "barqdb upgrade //u:***@h/x");
  CHECK(hide_passwords("host=h password=secret dbname=d") == "host=h password=*** dbname=d");
  CHECK(hide_passwords("host=h PASSWORD = 'se cr\\'et' dbname=d") == "host=h PASSWORD = *** dbname=d");
  CHECK(hide_passwords("postgresql://h/d?password=secret&sslpassword=more&x=y") ==
        "postgresql://h/d?password=***&sslpassword=***&x=y");
}

TEST_CASE("a text without a password stays as it is") {
  for (const char* text : {"", "postgresql://u@h:5432/d", "https://example.org/a:b", "mail to a@b.c: now",
                           "password_file: x", "set password=", "the password is wrong", "://", "a://:"})
    CHECK(hide_passwords(text) == text);
}
