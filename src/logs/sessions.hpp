// Messages become executions of statements, session by session: text, values and time of each, once.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "logs/message.hpp"
#include "logs/normalize.hpp"
#include "logs/record.hpp"
#include "logs/shape.hpp"
#include "logs/tags.hpp"

namespace barqdb::logs {

struct Execution {
  static constexpr std::int64_t unknown_transaction = -1;

  const Shape* shape = nullptr;
  double milliseconds = -1;              // -1: the log does not say
  std::int64_t start = Record::no_time;  // microseconds
  std::int64_t end = Record::no_time;
  std::uint64_t values = 0;                        // hash of all values
  std::vector<std::uint64_t> slots;                // hashes, one a slot
  std::vector<ValueKind> kinds;                    // one a slot
  std::int64_t transaction = unknown_transaction;  // local part of the virtual transaction id; 0 outside of one
  std::uint64_t line = 0;
  std::uint32_t file = 0;
  std::uint64_t context = 0;  // of what was set before: the same text means something else under another search_path
  bool lists = false;         // a list of several values was among them
  bool coarse_time = false;
  std::uint64_t trace = 0;      // hash of the trace or request that its own comment names; 0 without
  bool values_unknown = false;  // the log has a parameter's place, and not its value
};

struct Session {
  std::uint64_t key = 0;
  std::string application;  // "" when the log does not say
  std::string database;
  std::string user;
  std::shared_ptr<const Tags> tags;  // of the last statement that had some; never null
  std::string work;                  // what marks its request (work_of)
  std::uint64_t trace = 0;           // hash of trace_of; 0 when it is ""
  std::map<std::string, std::string> prepared;
  std::int64_t last_time = Record::no_time;
  std::map<std::string, std::uint64_t> settings;  // those that decide what statements mean: hashes of their texts
  std::uint64_t context = 0;                      // hash of them all
  std::uint64_t comments = 0;                     // hash of the last comments, so that equal ones are read once
  Execution pending;                              // waits for its duration
  std::uint64_t pending_form = 0;                 // of its text as it was sent
  bool waits = false;
};

class ExecutionSink {
 public:
  virtual ~ExecutionSink() = default;
  virtual void executed(const Session& session, const Execution& execution) = 0;
  virtual void ended(const Session& session) = 0;
};

struct SessionCounts {
  std::uint64_t executions = 0;
  std::uint64_t timed = 0;            // of them: how long they took is known
  std::uint64_t separate = 0;         // texts that stood in a message without a time
  std::uint64_t coarse = 0;           // of them: the time of day is known to the second only, or not at all
  std::uint64_t durations_alone = 0;  // a time whose statement's text is nowhere
  std::uint64_t clock_jumps = 0;      // the clock went back by more than a second
  std::uint64_t cut_texts = 0;        // statements of which only the beginning is there
  std::uint64_t unknown_values = 0;   // executions whose parameters are not in the log
  bool sessions_known = true;         // false: the log has neither session nor process id
};

class Sessions {
 public:
  Sessions(Shapes& shapes, ExecutionSink& sink) : shapes_(shapes), sink_(sink) {}

  void take(const Record& record);
  void finish();  // at the end of the log: what still waits is given out
  const SessionCounts& counts() const { return counts_; }

 private:
  void follow_clock(const Record& record);
  Session& session_of(const Record& record);
  void name(Session& session, const Record& record);
  void statement(Session& session, const Record& record, const StatementMessage& message);
  std::string_view resolve_prepared(Session& session, const Record& record, std::string_view text);
  void read_comments(Session& session);
  void follow_settings(Session& session, const Shape& shape, std::string_view text);
  void give_pending(Session& session);
  void failed(Session& session, const Record& record);
  void end(Session& session);
  void forget_idle();

  Shapes& shapes_;
  ExecutionSink& sink_;
  std::unordered_map<std::uint64_t, Session> sessions_;
  Session* last_ = nullptr;
  std::int64_t clock_ = Record::no_time;  // of the message at last_line_
  std::uint64_t last_line_ = 0;
  std::uint32_t last_file_ = 0;
  SessionCounts counts_;
  Normalized form_;
  std::vector<std::string_view> values_;
  std::string resolved_;
};

}  // namespace barqdb::logs
