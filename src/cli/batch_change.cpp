// batch update, delete, soft-delete, copy, run.
#include <algorithm>

#include "base/yaml.hpp"
#include "cli/batch.hpp"
#include "cli/batch_options.hpp"
#include "cli/batch_run.hpp"

namespace barqdb::cli {
namespace {

using batch::Kind;

constexpr std::size_t largest_statement = 1u << 20;

const Command& command_of(Kind kind);

int run(const Arguments& arguments, Context& context, batch::RunInput input) {
  if (arguments.given("backup-table")) input.spec.backup = model::parse_qualified_name(arguments.text("backup-table"));
  input.arguments = words_of(command_of(input.spec.kind), arguments);
  return run_batch(input, arguments.flag("dry-run"), context);
}

int run_update(const Arguments& arguments, Context& context) {
  batch::RunInput input = batch_input(arguments, context, Kind::update);
  input.spec.set = arguments.text("set");
  return run(arguments, context, std::move(input));
}

// All rows of a table are deleted by TRUNCATE; a forgotten --where is the more likely meaning.
void check_where(const Arguments& arguments) {
  if (arguments.given("where")) return;
  throw base::Error(base::ErrorKind::usage, "a delete needs --where",
                    "--where true deletes every row; TRUNCATE does it at once");
}

int run_delete(const Arguments& arguments, Context& context) {
  check_where(arguments);
  return run(arguments, context, batch_input(arguments, context, Kind::remove));
}

int run_soft_delete(const Arguments& arguments, Context& context) {
  check_where(arguments);
  batch::RunInput input = batch_input(arguments, context, Kind::soft_delete);
  if (arguments.given("column")) input.spec.column = arguments.text("column");
  return run(arguments, context, std::move(input));
}

int run_copy(const Arguments& arguments, Context& context) {
  batch::RunInput input = batch_input(arguments, context, Kind::copy);
  input.spec.table = model::parse_qualified_name(arguments.text("from"));
  input.spec.into = model::parse_qualified_name(arguments.text("to"));
  input.spec.columns = list_option(arguments, "columns");
  input.spec.move = arguments.flag("move");
  input.spec.conflict = {list_option(arguments, "on-conflict"), arguments.flag("do-nothing"),
                         list_option(arguments, "update")};
  return run(arguments, context, std::move(input));
}

int run_file(const Arguments& arguments, Context& context) {
  batch::RunInput input = batch_input(arguments, context, Kind::run);
  input.spec.input.file = arguments.text("file");
  input.spec.text = base::load_file(input.spec.input.file, largest_statement);
  base::check_text(input.spec.text, input.spec.input.file);
  return run(arguments, context, std::move(input));
}

const Option table_option = {OptionKind::value, "--table NAME", "the table: name or schema.name", "", true};
const Option where_option = {OptionKind::value, "--where SQL", "the rows to change, as after WHERE"};
const Option backup_option = {OptionKind::value, "--backup-table NAME",
                              "keep the rows as they were in this new table, for `batch restore`"};

Command make(Kind kind, RunFunction run, const std::string& summary, const std::string& details,
             std::vector<std::string> examples, std::vector<Option> options) {
  Command command{batch::name_of(kind), "act", summary, details, std::move(examples), std::move(options), {}, run};
  for (auto more : {batch_walk_options, batch_guard_options, batch_pace_options})
    for (Option& option : more()) command.options.push_back(std::move(option));
  command.formats = {"table", "json", "markdown"};
  return command;
}

const Command& command_of(Kind kind) {
  static const std::vector<Command> all = batch_change_commands();
  return *std::find_if(all.begin(), all.end(), [&](const Command& one) { return one.name == batch::name_of(kind); });
}

Command update_command() {
  return make(Kind::update, run_update, "change rows",
              "Runs UPDATE with --set and --where over the table, chunk by chunk.",
              {"barqdb batch update --table orders --set \"tier = 'basic'\" --where \"tier IS NULL\" --jobs 4",
               "barqdb batch update --table orders --set \"total = total * 100\" --backup-table orders_before"},
              {table_option,
               {OptionKind::value, "--set SQL", "the assignments, as after SET", "", true},
               where_option,
               backup_option});
}

Command delete_command() {
  return make(Kind::remove, run_delete, "delete rows",
              "Runs DELETE with --where over the table, chunk by chunk. Foreign keys that delete rows elsewhere are "
              "named beforehand.",
              {"barqdb batch delete --table events --where \"created_at < now() - interval '1 year'\""},
              {table_option, where_option, backup_option});
}

Command soft_delete_command() {
  return make(Kind::soft_delete, run_soft_delete, "mark rows as deleted",
              "Sets the column that says when (now()) or that (true) a row was deleted, where it is not set yet.",
              {"barqdb batch soft-delete --table couriers --where \"last_seen < '2020-01-01'\""},
              {table_option,
               where_option,
               {OptionKind::value, "--column NAME", "the column", "deleted_at, is_deleted or deleted"},
               backup_option});
}

Command copy_command() {
  return make(Kind::copy, run_copy, "copy or move rows into another table",
              "Walks --from by its key and inserts its rows into --to, over the columns that both have.",
              {"barqdb batch copy --from events --to events_2024 --where \"created_at < '2025-01-01'\" --move"},
              {{OptionKind::value, "--from NAME", "the table to read", "", true},
               {OptionKind::value, "--to NAME", "the table to fill", "", true},
               where_option,
               {OptionKind::value, "--columns A,B", "columns to copy", "those that both tables have"},
               {OptionKind::value, "--on-conflict A,B", "columns of the unique key that may be taken"},
               {OptionKind::value, "--update A,B", "columns to set where it is taken", "all others"},
               {OptionKind::flag, "--do-nothing", "leave rows whose key is taken"},
               {OptionKind::flag, "--move", "delete in --from what was copied, in the same transaction"}});
}

Command run_file_command() {
  return make(Kind::run, run_file, "run a statement of your own, chunk by chunk",
              "The file holds one statement with :chunk where the condition on the keys of --table belongs; "
              ":chunk(o) when the table has the alias o.",
              {"barqdb batch run totals.sql --table orders"},
              {{OptionKind::positional, "FILE", "the statement", "", true}, table_option});
}

}  // namespace

std::vector<Command> batch_change_commands() {
  return {update_command(), delete_command(), soft_delete_command(), copy_command(), run_file_command()};
}

}  // namespace barqdb::cli
