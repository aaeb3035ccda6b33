#include "cli/option_value.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace barqdb;
using cli::Arguments;
using std::chrono::hours;
using std::chrono::milliseconds;

namespace {

// --value TEXT, or without a text the profile's or the option's own default.
Arguments with(const std::string& text) {
  Arguments arguments;
  arguments.values["value"] = {text};
  return arguments;
}

template <class Read>
base::Error refused(Read&& read) {
  try {
    read();
  } catch (const base::Error& error) {
    return error;
  }
  return {base::ErrorKind::server, "not refused"};
}

std::string whole_refused(const std::string& text, int least, int most) {
  const base::Error error = refused([&] { cli::whole_option(with(text), "value", least, most); });
  CHECK(error.kind == base::ErrorKind::usage);
  return error.message;
}

}  // namespace

TEST_CASE("a whole number of an option lies within its bounds") {
  CHECK(cli::whole_option(with("1"), "value", 1, 64) == 1);
  CHECK(cli::whole_option(with("64"), "value", 1, 64) == 64);
  CHECK(cli::whole_option(with("-3"), "value", -3) == -3);
  for (const char* text : {"0", "65", "", "x", "2x", "1e1", "1.5", " 2", "+2", "99999999999999999999"})
    CHECK(whole_refused(text, 1, 64) == "'" + std::string(text) + "' of --value is no whole number from 1 to 64");
  CHECK(whole_refused("1", 2, std::numeric_limits<int>::max()) == "'1' of --value is no whole number from 2");
  CHECK(whole_refused("2147483648", 0, std::numeric_limits<int>::max()) ==
        "'2147483648' of --value is no whole number from 0");
}

TEST_CASE("numbers of rows may be larger than other numbers") {
  CHECK(cli::rows_option(with("0"), "value") == 0);
  CHECK(cli::rows_option(with("5000000000"), "value") == 5'000'000'000);
  for (const char* text : {"-1", "", "many"}) {
    const base::Error error = refused([&] { cli::rows_option(with(text), "value"); });
    CHECK(error.message == "'" + std::string(text) + "' of --value is no number of rows");
    CHECK(error.hint == "for example: --value 1000");
  }
}

TEST_CASE("a duration of an option has its unit and may have to be long enough") {
  CHECK(cli::duration_option(with("500ms"), "value") == milliseconds(500));
  CHECK(cli::duration_option(with("0"), "value") == milliseconds(0));
  CHECK(cli::duration_option(with("1s"), "value", milliseconds(1000)) == milliseconds(1000));
  const base::Error bare = refused([] { cli::duration_option(with("5"), "value"); });
  CHECK(bare.kind == base::ErrorKind::usage);
  CHECK(bare.message == "'5' of --value is no duration");
  CHECK(bare.hint == "write a number with its unit: 500ms, 30s, 5m, 2h or 14d (at most 36500d)");
  CHECK(refused([] { cli::duration_option(with("999ms"), "value", milliseconds(1000)); }).message ==
        "'999ms' of --value is no duration of at least 1s");
  CHECK(refused([] { cli::duration_option(with("0"), "value", milliseconds(100)); }).message ==
        "'0' of --value is no duration of at least 100ms");
}

TEST_CASE("an option that is not given leaves the profile's setting; one that has a default is read like one given") {
  Arguments arguments;
  arguments.fallbacks["value"] = "from the profile";
  CHECK(cli::whole_option_or(7, arguments, "value", 1) == 7);
  CHECK(cli::duration_option_or(hours(1), arguments, "value") == hours(1));
  CHECK(cli::whole_option_or(7, with("2"), "value", 1) == 2);
  CHECK(cli::duration_option_or(hours(1), with("2h"), "value") == hours(2));
  arguments.fallbacks["value"] = "3";
  CHECK(cli::whole_option(arguments, "value", 1) == 3);
}

TEST_CASE("a text is a number as a whole or not at all") {
  CHECK(cli::parse_whole("-12") == -12);
  CHECK_FALSE(cli::parse_whole("12 "));
  CHECK(cli::parse_number("1.5") == 1.5);
  for (const char* none : {"inf", "-inf", "nan", "1e999"}) CHECK_FALSE(cli::parse_number(none));
  CHECK(cli::parse_number("1e3") == 1000);
  CHECK_FALSE(cli::parse_number("1.5x"));
  CHECK_FALSE(cli::parse_number(""));
}
