#include "config/conninfo.hpp"

#include <doctest/doctest.h>

#include <random>

#include "config/profile.hpp"
#include "support/seed.hpp"

using namespace barqdb::config;

TEST_CASE("connection strings without their secrets") {
  CHECK(without_secret("postgresql://app:hunter2@db:5432/barq") == "postgresql://app:***@db:5432/barq");
  CHECK(without_secret("postgres://app@db/barq") == "postgres://app@db/barq");
  CHECK(without_secret("postgresql://db/barq?user=a&password=hunter2&sslmode=require") ==
        "postgresql://db/barq?user=a&password=***&sslmode=require");
  CHECK(without_secret("postgresql://db/barq?pass%77ord=hunter2") == "postgresql://db/barq?pass%77ord=***");
  CHECK(without_secret("postgresql://a:1@[::1]:5433,b:5434/barq?sslpassword=2") ==
        "postgresql://a:***@[::1]:5433,b:5434/barq?sslpassword=***");
  CHECK(without_secret("host=db password=hunter2 dbname=barq") == "host=db password=*** dbname=barq");
  CHECK(without_secret("password = 'hun ter\\'2' host=db") == "password = *** host=db");
  CHECK(without_secret("password=hun\\ ter2 host=db") == "password=*** host=db");
  CHECK(without_secret("host=db scram_client_key=hunter2 scram_server_key=hunter3") ==
        "host=db scram_client_key=*** scram_server_key=***");
  CHECK(without_secret("postgresql://db/barq?oauth_client_secret=hunter2") ==
        "postgresql://db/barq?oauth_client_secret=***");
  CHECK(without_secret("") == "");
}

TEST_CASE("a string that libpq would complain about is masked whole, and its problem quotes nothing of it") {
  for (const char* bad :
       {"postgresql://app:hun@ter2@db/barq", "postgresql://app:hun/ter2@db/barq", "postgresql://app:hun?ter2@db/barq",
        "postgresql://app:hun%ter2@db/barq", "mysql://app:hunter2@db/barq", "postgresql+psycopg2://app:hunter2@db/barq",
        "password=hun ter2", "password='hunter2", "hunter2", "postgresql://hunter2:ter2"}) {
    INFO(bad);
    CHECK(conninfo_problem(bad) != "");
    CHECK(conninfo_problem(bad).find("ter2") == std::string::npos);
    CHECK(without_secret(bad) == "***");
  }
  for (const char* good : {"", "postgresql://", "postgresql:///barq?host=/tmp", "postgresql://%2Ftmp/barq",
                           "dbname=barq", "postgresql://u:p%40ss@h/d", "host = 'a b' port=5432"}) {
    INFO(good);
    CHECK(conninfo_problem(good) == "");
  }
}

TEST_CASE("property: a password that was added is found, and masked") {
  const unsigned seed = barqdb::test::chosen_seed();
  std::mt19937 random(seed);
  const std::string alphabet = "ab1'\\ @/:?&=%$#\"\xC3\xA9";
  for (int i = 0; i < 500; ++i) {
    std::string password = "S3CRET";
    for (int j = 0; j < 8; ++j) password += alphabet[random() % alphabet.size()];
    for (const char* base : {"postgresql://u@h/d", "postgresql://h/d?user=u", "host=h user=u", ""}) {
      const std::string full = with_password(base, password);
      CHECK(conninfo_problem(full) == "");
      CHECK(has_password(full));
      CHECK_FALSE(has_password(base));
      CHECK(without_secret(full).find("S3CRET") == std::string::npos);
      CHECK(without_secret(full).find("***") != std::string::npos);
    }
  }
}

TEST_CASE("the same connection to another database") {
  using barqdb::config::with_database;
  CHECK(with_database("host=/s dbname=a user=u", "b") == "host=/s dbname=a user=u dbname=b");
  CHECK(with_database("postgresql://u@h:5/a?sslmode=require", "b") == "postgresql://u@h:5/b?sslmode=require");
  CHECK(with_database("postgresql://u@h", "b") == "postgresql://u@h/b");
  CHECK(with_database("postgresql:///?host=/s", "b") == "postgresql:///b?host=/s");
}

TEST_CASE("the server that a connection string names") {
  CHECK(server_name("postgresql://u:p%40x@db1:5433/fleet?sslmode=require") == "db1:5433");
  CHECK(server_name("postgresql://db1,db2:6000/fleet") == "db1:5432");
  CHECK(server_name("postgresql://u@[::1]:7000/x") == "[::1]:7000");
  CHECK(server_name("postgresql:///fleet?host=/run/postgresql&port=6432") == "/run/postgresql:6432");
  CHECK(server_name("host=db1 port=5433 password=secret") == "db1:5433");
  CHECK(server_name("host='/a b' dbname=x") == "/a b:5432");
  CHECK(server_name("dbname=x") == "localhost:5432");
  CHECK(server_name("") == "localhost:5432");
  CHECK(server_name("dbname=x", {"/run/pg", ""}) == "/run/pg:5432");
  CHECK(server_name("port=6000", {"db1,db2", "7000"}) == "db1:6000");
  CHECK(server_name("postgresql://db3/x", {"db1", "7000"}) == "db3:7000");
}
