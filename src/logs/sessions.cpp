// Follows the sessions of a log: who they are, what they prepared, which duration belongs to which statement.
#include "logs/sessions.hpp"

#include <algorithm>
#include <charconv>

#include "logs/execution_values.hpp"
#include "logs/hash.hpp"
#include "logs/role.hpp"

namespace barqdb::logs {
namespace {

constexpr std::size_t most_sessions = 4000;
constexpr std::size_t most_prepared = 2000;
constexpr std::size_t most_settings = 50;
constexpr std::int64_t clock_jump = 1'000'000;

std::int64_t local_transaction(std::string_view vxid) {
  const std::size_t slash = vxid.find('/');
  if (slash == std::string_view::npos) return Execution::unknown_transaction;
  std::int64_t number = Execution::unknown_transaction;
  std::from_chars(vxid.data() + slash + 1, vxid.data() + vxid.size(), number);
  return number;
}

std::uint64_t session_key(const Record& record) {
  if (!record.session.empty()) return hash_bytes(record.session);
  if (record.pid != 0) return mix(1, static_cast<std::uint64_t>(record.pid));
  if (!record.vxid.empty()) return mix(2, hash_bytes(record.vxid.substr(0, record.vxid.find('/'))));
  return mix(mix(hash_bytes(record.user), hash_bytes(record.database)), hash_bytes(record.application));
}

// "… application_name=NAME" of a connection; older servers and clients without one write none.
std::string_view authorized_application(std::string_view message) {
  constexpr std::string_view marker = " application_name=";
  const std::size_t at = message.find(marker);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = message.substr(at + marker.size());
  return rest.substr(0, std::min(rest.find(" SSL enabled"), rest.size()));
}

}  // namespace

Session& Sessions::session_of(const Record& record) {
  const std::uint64_t key = session_key(record);
  if (last_ != nullptr && last_->key == key) return *last_;
  if (record.session.empty() && record.pid == 0 && record.vxid.empty()) counts_.sessions_known = false;
  if (sessions_.size() >= most_sessions && !sessions_.contains(key)) forget_idle();
  Session& session = sessions_[key];
  session.key = key;
  if (session.tags == nullptr) session.tags = std::make_shared<const Tags>();
  last_ = &session;
  return session;
}

// The sessions that were silent for longest make room.
void Sessions::forget_idle() {
  std::vector<std::pair<std::int64_t, std::uint64_t>> by_time;
  for (const auto& [key, session] : sessions_) by_time.emplace_back(session.last_time, key);
  const auto middle = by_time.begin() + static_cast<std::ptrdiff_t>(by_time.size() / 2);
  std::nth_element(by_time.begin(), middle, by_time.end());
  for (auto entry = by_time.begin(); entry != middle; ++entry) {
    end(sessions_.at(entry->second));
    sessions_.erase(entry->second);
  }
  last_ = nullptr;
}

void Sessions::name(Session& session, const Record& record) {
  if (!record.application.empty() && session.application != record.application)
    session.application = record.application;
  if (!record.database.empty() && session.database != record.database) session.database = record.database;
  if (!record.user.empty() && session.user != record.user) session.user = record.user;
}

// Messages of the stderr format are given out when they are whole, which may be later than those behind them: only such
// that go on from the last line are compared.
void Sessions::follow_clock(const Record& record) {
  if (record.file == last_file_) {
    if (record.line <= last_line_) return;
    if (clock_ != Record::no_time && record.time + clock_jump < clock_) ++counts_.clock_jumps;
  }
  last_file_ = record.file;
  last_line_ = record.line;
  clock_ = record.time;
}

void Sessions::take(const Record& record) {
  Session& session = session_of(record);
  if (record.time != Record::no_time) {
    follow_clock(record);
    session.last_time = record.time;
  }
  name(session, record);
  if (record.severity == Severity::error || record.severity == Severity::fatal) return failed(session, record);
  const StatementMessage message = read_statement_message(record.message);
  switch (message.stage) {
    case Stage::statement:
    case Stage::execute: return statement(session, record, message);
    case Stage::duration:
      if (!session.waits) {
        ++counts_.durations_alone;
        return;
      }
      session.pending.milliseconds = message.milliseconds;
      session.pending.end = record.time;
      return give_pending(session);
    case Stage::parse:
    case Stage::bind:
    case Stage::fetch: return;
    case Stage::none: break;
  }
  if (record.message.starts_with("connection authorized: ")) {
    give_pending(session);
    if (const auto application = authorized_application(record.message); !application.empty())
      session.application = application;
  } else if (record.message.starts_with("connection received: ") || record.message.starts_with("disconnection: ")) {
    end(session);
    last_ = nullptr;
    sessions_.erase(session_key(record));
  }
}

// The text of an EXECUTE is that of its PREPARE, the values those in its parentheses.
std::string_view Sessions::resolve_prepared(Session& session, const Record& record, std::string_view text) {
  const ExecuteText execute = read_execute(text);
  std::string_view prepared = read_prepare(prepared_by(record.detail)).text;
  if (prepared.empty()) {
    const auto found = session.prepared.find(execute.name);
    if (found == session.prepared.end()) return text;
    prepared = found->second;
  }
  values_ = execute.values;
  resolved_ = prepared;
  return resolved_;
}

void Sessions::read_comments(Session& session) {
  if (form_.comments().empty()) return;
  std::uint64_t hash = 0;
  for (const std::string_view comment : form_.comments()) hash = mix(hash, hash_bytes(comment));
  if (hash == session.comments) return;
  session.comments = hash;
  auto tags = std::make_shared<const Tags>(read_tags(form_.comments()));
  if (tags->empty()) return;
  session.work = work_of(*tags);
  const std::string trace = trace_of(*tags);
  session.trace = trace.empty() ? 0 : hash_bytes(trace) | 1U;
  session.tags = std::move(tags);
}

void Sessions::follow_settings(Session& session, const Shape& shape, std::string_view text) {
  std::string name;
  if (shape.sets_context) name = shape.facts.fingerprint;
  if (shape.role == Role::control) name = context_set_by(text);
  if (name.empty() || (session.settings.size() >= most_settings && !session.settings.contains(name))) return;
  session.settings[name] = shape.sets_context ? form_.values() : hash_bytes(text);
  session.context = 0;
  for (const auto& entry : session.settings) session.context = mix(session.context, entry.second);
}

void Sessions::statement(Session& session, const Record& record, const StatementMessage& message) {
  give_pending(session);
  std::string_view text = message.text;
  read_parameters(record.detail, values_);
  form_.read(text, values_);
  session.pending_form = form_.key();
  const Shape* shape = shapes_.find(form_, text);
  if (shape->role == Role::execute) {
    text = resolve_prepared(session, record, text);
    form_.read(text, values_);
    shape = shapes_.find(form_, text);
  } else if (shape->role == Role::prepare) {
    const PreparedText prepared = read_prepare(text);
    if (!prepared.name.empty() && session.prepared.size() < most_prepared)
      session.prepared[prepared.name] = prepared.text;
  } else if (shape->role == Role::control && record.application.empty()) {
    if (std::string application = application_set_by(text); !application.empty())
      session.application = std::move(application);
  }
  if (record.cut) ++counts_.cut_texts;
  read_comments(session);
  follow_settings(session, *shape, text);

  Execution& pending = session.pending;
  pending.shape = shape;
  pending.milliseconds = message.milliseconds;
  pending.end = record.time;
  pending.start = record.time;
  pending.values = form_.values();
  pending.context = session.context;
  pending.transaction = local_transaction(record.vxid);
  pending.file = record.file;
  pending.line = record.line;
  pending.coarse_time = record.coarse_time;
  pending.trace = form_.comments().empty() ? 0 : session.trace;
  take_values(form_.slots(), pending);
  const bool runs = shape->role == Role::read || shape->role == Role::write || shape->role == Role::cursor;
  if (runs) guess_values(form_.slots(), values_, counts_.executions + 1, pending);
  if (runs && pending.values_unknown) ++counts_.unknown_values;
  session.waits = true;
  if (message.milliseconds < 0) ++counts_.separate;
  if (message.milliseconds >= 0) {
    if (record.time != Record::no_time)
      pending.start = record.time - static_cast<std::int64_t>(message.milliseconds * 1000);
    give_pending(session);
  }
}

// A statement that failed did nothing. The error may be of the next one, which was not logged since it did not parse,
// or of a session that was at rest; and a transaction is over, whether its COMMIT failed or not.
void Sessions::failed(Session& session, const Record& record) {
  if (!session.waits) return;
  const Role role = session.pending.shape->role;
  bool own = record.severity == Severity::error;
  if (!record.statement.empty()) {
    form_.read(record.statement, {});
    own = form_.key() == session.pending_form;
  }
  if (own && role != Role::commit && role != Role::reset) {
    session.waits = false;
  } else {
    give_pending(session);
  }
}

void Sessions::give_pending(Session& session) {
  if (!session.waits) return;
  session.waits = false;
  ++counts_.executions;
  if (session.pending.coarse_time || session.pending.end == Record::no_time) ++counts_.coarse;
  if (session.pending.milliseconds >= 0) ++counts_.timed;
  sink_.executed(session, session.pending);
}

void Sessions::end(Session& session) {
  give_pending(session);
  sink_.ended(session);
}

void Sessions::finish() {
  for (auto& entry : sessions_) end(entry.second);
  sessions_.clear();
  last_ = nullptr;
}

}  // namespace barqdb::logs
