// libpg-query prints trees by recursion and does not look at the stack: long texts get a stack that cannot end.
#include "plan/raw_tree.hpp"

#include <pg_query.h>
#include <pthread.h>

#include <algorithm>
#include <string_view>

namespace barqdb::plan {
namespace {

// A level takes two bytes of SQL at least ("+1") and 130 of stack.
constexpr std::size_t stack_per_byte = 256;
constexpr std::size_t short_text = std::size_t{16} << 10U;  // at most 4 MiB of the caller's stack

struct Call {
  const std::string& sql;
  PgQueryParseResult result{};
};

void* parse(void* data) {
  Call& call = *static_cast<Call*>(data);
  call.result = pg_query_parse(call.sql.c_str());
  return nullptr;
}

// False when the system gives no such stack.
bool parse_on_long_stack(Call& call) {
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) return false;
  pthread_t thread{};
  const bool started = pthread_attr_setstacksize(&attributes, call.sql.size() * stack_per_byte) == 0 &&
                       pthread_create(&thread, &attributes, parse, &call) == 0;
  pthread_attr_destroy(&attributes);
  return started && pthread_join(thread, nullptr) == 0;
}

bool too_deep(std::string_view json) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    if (quoted) {
      if (c == '\\') ++at;
      if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      if (++depth > deepest_tree) return true;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return false;
}

}  // namespace

RawTree raw_tree(const std::string& sql) {
  RawTree out;
  const std::string deep = "it is nested more than " + std::to_string(deepest_tree) + " levels deep";
  Call call{sql};
  if (sql.size() <= short_text) {
    parse(&call);
  } else if (!parse_on_long_stack(call)) {
    out.error = deep;
    return out;
  }
  if (call.result.error != nullptr) {
    out.error = call.result.error->message;
    out.position = std::max(call.result.error->cursorpos, 0);
  } else if (too_deep(call.result.parse_tree)) {
    out.error = deep;
  } else {
    out.json = call.result.parse_tree;
  }
  pg_query_free_parse_result(call.result);
  return out;
}

}  // namespace barqdb::plan
