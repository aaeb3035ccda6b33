#include "db/pool.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <latch>
#include <optional>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "support/cluster.hpp"

using barqdb::base::Error;
using barqdb::base::ErrorKind;
using barqdb::base::Milliseconds;
using barqdb::config::PoolSettings;
using barqdb::db::ConnectOptions;
using barqdb::db::Lease;
using barqdb::db::Pool;
using barqdb::test::Cluster;

namespace {

ConnectOptions options(const std::string& name = "pool") {
  ConnectOptions out;
  out.conninfo = Cluster::shared().conninfo();
  out.application_name = name;
  return out;
}

PoolSettings settings(int size, int overflow) {
  PoolSettings out;
  out.size = size;
  out.max_overflow = overflow;
  out.timeout = Milliseconds(30'000);
  return out;
}

}  // namespace

TEST_CASE("64 threads share 8 + 8 connections, never more") {
  Pool pool(options("crowd"), settings(8, 8));
  std::atomic<int> done{0};
  std::atomic<int> out{0};
  std::atomic<bool> too_many{false};
  std::latch all_here(64);
  std::vector<std::thread> threads;
  for (int t = 0; t < 64; ++t) {
    threads.emplace_back([&, t] {
      all_here.arrive_and_wait();
      for (int i = 0; i < 25; ++i) {
        Lease lease = pool.checkout();
        if (++out > 16) too_many = true;
        const int sent = t * 1000 + i;
        if (lease->query("SELECT $1::int", {std::to_string(sent)}).integer(0, 0) == sent) ++done;
        --out;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(done == 64 * 25);
  CHECK_FALSE(too_many);
  const auto status = pool.status();
  CHECK(status.checked_out == 0);
  CHECK(status.idle <= 8);
  CHECK(status.idle > 0);
  CHECK(status.waits > 0);
  CHECK(status.timeouts == 0);
  CHECK(status.broken == 0);
}

TEST_CASE("a checkout that times out says what the limits are") {
  PoolSettings narrow = settings(1, 1);
  narrow.timeout = Milliseconds(30);
  Pool pool(options(), narrow);
  Lease first = pool.checkout();
  std::optional<Lease> second = pool.checkout();
  try {
    pool.checkout();
    FAIL("no error was thrown");
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::busy);
    CHECK(error.message.find("pool size 1, overflow 1, 2 checked out") != std::string::npos);
    CHECK(error.message.find("30 ms") != std::string::npos);
    CHECK(error.hint.find("pool.size") != std::string::npos);
  }
  CHECK(pool.status().timeouts == 1);
  second.reset();
  CHECK(pool.checkout()->query("SELECT 1").rows() == 1);
}

TEST_CASE("a place that comes free goes to the one who waits") {
  Pool pool(options(), settings(1, 0));
  std::optional<Lease> held = pool.checkout();
  const int pid = (*held)->backend_pid();
  int got = 0;
  std::thread waiter([&] { got = pool.checkout()->backend_pid(); });
  while (pool.status().waits == 0) std::this_thread::yield();
  held.reset();
  waiter.join();
  CHECK(got == pid);
  CHECK(pool.status().opened == 1);
}

TEST_CASE("a backend that was killed while idle is replaced before the lease is seen") {
  Pool pool(options("idle"), settings(2, 0));
  const int pid = pool.checkout()->backend_pid();
  auto killer = Cluster::shared().connect();
  killer.query("SELECT pg_terminate_backend($1::int)", {std::to_string(pid)});
  Lease lease = pool.checkout();
  CHECK(lease->backend_pid() != pid);
  CHECK(lease->query("SELECT 1").rows() == 1);
  CHECK(pool.status().broken == 1);
  CHECK(pool.status().opened == 2);
}

TEST_CASE("a broken lease and one inside a transaction do not go back") {
  Pool pool(options(), settings(2, 0));
  int pid = 0;
  {
    Lease lease = pool.checkout();
    pid = lease->backend_pid();
    lease->query("BEGIN");
  }
  CHECK(pool.status().idle == 0);
  CHECK(pool.status().broken == 1);
  {
    Lease lease = pool.checkout();
    CHECK(lease->backend_pid() != pid);
    CHECK_THROWS_AS(lease->query("SELECT pg_terminate_backend(pg_backend_pid())"), Error);
  }
  CHECK(pool.status().idle == 0);
  CHECK(pool.status().broken == 2);
  CHECK(pool.status().checked_out == 0);
}

TEST_CASE("an old connection is recycled, at its return or at the next checkout") {
  PoolSettings short_lived = settings(1, 0);
  short_lived.recycle = Milliseconds(1);
  Pool pool(options(), short_lived);
  int pid = 0;
  {
    Lease lease = pool.checkout();
    pid = lease->backend_pid();
    lease->query("SELECT pg_sleep(0.005)");
  }
  CHECK(pool.status().recycled == 1);
  CHECK(pool.checkout()->backend_pid() != pid);
}

TEST_CASE("size 0 is no pooling: every lease is a connection of its own") {
  Pool pool(options(), settings(0, 0));
  const int first = pool.checkout()->backend_pid();
  Lease one = pool.checkout();
  Lease two = pool.checkout();
  CHECK(one->backend_pid() != first);
  CHECK(one->backend_pid() != two->backend_pid());
  CHECK(pool.status().idle == 0);
  CHECK(pool.status().opened == 3);
}

TEST_CASE("a pool that cannot connect gives the place back") {
  ConnectOptions nowhere = options();
  nowhere.conninfo = Cluster::shared().conninfo("no_such_database");
  Pool pool(nowhere, settings(1, 0));
  for (int i = 0; i < 3; ++i) CHECK_THROWS_AS(pool.checkout(), Error);
  CHECK(pool.status().checked_out == 0);
}

TEST_CASE("notices do not pass from lease to lease, and a lease may outlive its pool") {
  std::optional<Lease> last;
  {
    Pool pool(options(), settings(1, 0));
    pool.checkout()->query("DROP TABLE IF EXISTS no_such_table");
    last = pool.checkout();
    CHECK((*last)->take_notices().empty());
  }
  CHECK((*last)->query("SELECT 1").rows() == 1);
}
