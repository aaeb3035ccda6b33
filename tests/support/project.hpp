// A migrations folder and a database of its own, worked on by the real program.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "support/cluster.hpp"
#include "support/program.hpp"

namespace barqdb::test {

// barqdb at work in the background; killed at the end when it still runs.
class Running {
 public:
  Running(const std::vector<std::string>& arguments, std::string output_file);
  ~Running();
  Running(Running&& other) noexcept;
  Running& operator=(Running&&) = delete;

  void signal(int number) const;
  Outcome wait();  // `out` has both streams, in their order
  bool ended();
  std::string output() const;  // so far

 private:
  pid_t pid_ = 0;
  int status_ = 0;
  std::string output_file_;
};

// A statement in the server's log.
struct Logged {
  int pid = 0;
  std::string database;
  std::string application;
  std::string sql;
};

class Project {
 public:
  explicit Project(Cluster& cluster, const std::string& user = "postgres");

  // A file inside the migrations folder.
  std::string write(const std::string& name, const std::string& bytes) const;
  void remove(const std::string& name) const;
  // Lines of the profile's `online`, such as "small_table: 8kB".
  void set_online(const std::string& settings) const;
  void set_user(const std::string& user);

  Outcome run(const std::vector<std::string>& arguments) const;
  Running start(const std::vector<std::string>& arguments);

  const std::string& database() const { return database_; }
  std::string folder() const { return folder_.path(); }
  std::string migrations() const { return folder_.path() + "/migrations"; }
  std::string conninfo() const { return cluster_.conninfo(database_, user_); }
  Cluster& cluster() const { return cluster_; }

  // As the superuser, with the application name "test".
  db::Connection connect() const;
  db::Result query(const std::string& sql) const;
  std::string text(const std::string& sql) const;                // first cell
  std::vector<std::string> texts(const std::string& sql) const;  // first column
  // The definition of an index ("" when there is none), with " INVALID" behind it when it is.
  std::string index(const std::string& name) const;
  // What barqdb sent to this database since the log was `from` bytes long, in its order.
  std::vector<Logged> statements(std::size_t from = 0) const;

 private:
  std::vector<std::string> words(const std::vector<std::string>& arguments) const;
  void write_profile(const std::string& online) const;

  Cluster& cluster_;
  std::string database_;
  std::string user_;
  TemporaryFolder folder_;
  int started_ = 0;
};

// The cluster of a test program whose log has every statement.
Cluster& logged_cluster();

// Polls until `sql` (one boolean) is true; fails the test after 20 s.
void await(db::Connection& connection, const std::string& sql);

std::size_t count(const std::string& text, const std::string& part);
bool has(const std::string& text, const std::string& part);

}  // namespace barqdb::test
