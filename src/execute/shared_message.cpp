// Which operations share a message, and which of them an error is about.
#include "execute/shared_message.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "base/elapsed.hpp"
#include "base/utf8.hpp"
#include "execute/plan_outdated.hpp"

namespace barqdb::execute {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMost = 50;                     // so that a person still sees that something moves
constexpr std::int64_t kMostBytes = 4 * 1024 * 1024;  // of the tables that are read, all together

bool is_short(const model::Operation& operation) {
  return operation.decision == model::Decision::run && !operation.sql.empty() &&
         (operation.intent == model::Intent::create_index || operation.intent == model::Intent::drop_index);
}

struct Part {
  std::size_t operation = 0;
  std::size_t offset = 0;  // in bytes of the message
  std::string sql;
};

std::vector<Part> parts_of(const model::Plan& plan, std::size_t begin, std::size_t end) {
  std::vector<Part> parts;
  std::size_t offset = 0;
  const auto add = [&](std::size_t operation, const std::string& sql) {
    parts.push_back({operation, offset, sql});
    offset += sql.size() + 2;
  };
  for (std::size_t i = begin; i < end; ++i) {
    add(i, plan.operations[i].sql);
    for (const std::string& statement : plan.operations[i].after) add(i, statement);
  }
  return parts;
}

std::string message_of(const std::vector<Part>& parts) {
  std::string text;
  for (const Part& part : parts) text += (text.empty() ? "" : ";\n") + part.sql;
  return text;
}

// Characters of the message before the part; the server counts them.
int characters_before(const Part& part, const std::string& message) {
  return static_cast<int>(base::count_characters(std::string_view(message).substr(0, part.offset)));
}

// The part that the server was at. A syntax error stops the whole message before its first statement: only the position
// tells then.
const Part& failed_part(const std::vector<Part>& parts, const std::string& message, const base::Error& error) {
  if (error.position > 0) {
    for (auto part = parts.rbegin(); part != parts.rend(); ++part)
      if (characters_before(*part, message) < error.position) return *part;
  }
  return parts[std::min(static_cast<std::size_t>(error.statements_done), parts.size() - 1)];
}

}  // namespace

std::size_t shared_end(const model::Plan& plan, std::size_t begin, std::size_t end) {
  std::int64_t bytes = 0;
  std::size_t at = begin;
  for (; at < end && at - begin < kMost && is_short(plan.operations[at]); ++at) {
    const model::Operation& operation = plan.operations[at];
    if (operation.intent == model::Intent::create_index) bytes += operation.table_bytes;
    if (bytes > kMostBytes) break;
  }
  return std::max(at, begin + 1);
}

void run_shared(StatementRunner& runner, const model::Plan& plan, std::size_t begin, std::size_t end) {
  const std::vector<Part> parts = parts_of(plan, begin, end);
  const std::string message = message_of(parts);
  const auto began = Clock::now();
  for (std::size_t i = begin; i < end; ++i) runner.listener().operation_begins(plan, plan.operations[i]);
  try {
    runner.run_briefly(plan.operations[begin], message);
  } catch (base::Error& error) {
    const Part& part = failed_part(parts, message, error);
    if (error.position > 0) error.position -= characters_before(part, message);
    if (error.statement == message) error.statement = part.sql;
    const model::Operation& operation = plan.operations[part.operation];
    throw_placed(error, plan, operation);
  }
  const auto elapsed = base::since(began);
  const auto share = elapsed / static_cast<std::int64_t>(end - begin);
  for (std::size_t i = begin; i < end; ++i) runner.listener().operation_ends(plan, plan.operations[i], share);
}

}  // namespace barqdb::execute
