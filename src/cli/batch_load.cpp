// batch insert, upsert.
#include "cli/batch.hpp"
#include "cli/batch_options.hpp"
#include "cli/batch_run.hpp"
#include "cli/option_value.hpp"

namespace barqdb::cli {
namespace {

using base::Error;
using base::ErrorKind;
using batch::Kind;

std::vector<Command> load_commands();

char delimiter_of(const Arguments& arguments) {
  const std::string text = arguments.text("delimiter");
  if (text == "\\t" || text == "tab") return '\t';
  if (text.size() == 1 && text != "\"" && text != "\n") return text.front();
  throw Error(ErrorKind::usage, "--delimiter " + text + " is no single character",
              "--delimiter ';' or --delimiter tab");
}

// By --input-format, else by the name's end; standard input is CSV.
bool is_ndjson(const Arguments& arguments) {
  if (arguments.given("input-format")) return arguments.text("input-format") == "ndjson";
  const std::string file = arguments.text("file");
  return file.ends_with(".ndjson") || file.ends_with(".jsonl");
}

int run(const Arguments& arguments, Context& context, Kind kind) {
  batch::RunInput input = batch_input(arguments, context, kind);
  batch::Input& file = input.spec.input;
  file.file = arguments.text("file");
  file.ndjson = is_ndjson(arguments);
  file.header = !arguments.flag("no-header");
  file.delimiter = delimiter_of(arguments);
  file.null = arguments.text("null");
  file.rejects = arguments.text("rejects");
  if (arguments.given("max-rejects")) file.max_rejects = rows_option(arguments, "max-rejects");
  input.spec.columns = list_option(arguments, "columns");
  input.spec.conflict = {list_option(arguments, "on-conflict"), arguments.flag("do-nothing"),
                         list_option(arguments, "update")};
  input.pace.jobs = 1;  // one input has one reader
  for (const Command& command : load_commands())
    if (command.name == batch::name_of(kind)) input.arguments = words_of(command, arguments);
  return run_batch(input, arguments.flag("dry-run"), context);
}

int run_insert(const Arguments& arguments, Context& context) { return run(arguments, context, Kind::insert); }
int run_upsert(const Arguments& arguments, Context& context) { return run(arguments, context, Kind::upsert); }

Command make(const char* name, RunFunction run, const std::string& summary, const std::string& details,
             std::vector<std::string> examples) {
  Command command;
  command.name = name;
  command.group = "act";
  command.summary = summary;
  command.details = details;
  command.examples = std::move(examples);
  command.options = {
      {OptionKind::positional, "FILE", "CSV or NDJSON; - is standard input", "", true},
      {OptionKind::value, "--table NAME", "the table to fill", "", true},
      {OptionKind::value, "--input-format WORD", "csv or ndjson", "by the name of FILE", false, {"csv", "ndjson"}},
      {OptionKind::value, "--columns A,B", "columns of the CSV, instead of its header's; keys of NDJSON that count"},
      {OptionKind::flag, "--no-header", "the CSV has no line of names"},
      {OptionKind::value, "--delimiter CHAR", "of the CSV", ","},
      {OptionKind::value, "--null TEXT", "unquoted text of the CSV that is NULL", ""},
      {OptionKind::value, "--on-conflict A,B", "columns of the unique key that may be taken"},
      {OptionKind::value, "--update A,B", "columns to set where it is taken", "all others"},
      {OptionKind::flag, "--do-nothing", "leave rows whose key is taken"},
      {OptionKind::value, "--rejects FILE", "write rows that the server refuses there, and go on"},
      {OptionKind::value, "--max-rejects N", "stop after so many of them", "1000"},
      {OptionKind::value, "--max-rows N", "stop before more rows than this are written"}};
  for (Option& option : batch_pace_options()) command.options.push_back(std::move(option));
  command.formats = {"table", "json", "markdown"};
  command.run = run;
  return command;
}

std::vector<Command> load_commands() {
  return {
      make("insert", run_insert, "insert rows from CSV or NDJSON",
           "Sends the file with COPY, piece by piece; the place in the file is kept with the rows, so that the same "
           "command goes on behind the last piece. An empty field of a CSV is NULL, \"\" is an empty text.",
           {"barqdb batch insert couriers.csv --table couriers --rejects bad.csv",
            "zcat events.ndjson.gz | barqdb batch insert - --input-format ndjson --table events"}),
      make("upsert", run_upsert, "insert rows, or update those that are there",
           "As insert, with ON CONFLICT DO UPDATE; the key is the primary one unless --on-conflict names another.",
           {"barqdb batch upsert couriers.csv --table couriers --on-conflict email --update full_name,phone"})};
}

}  // namespace

std::vector<Command> batch_load_commands() { return load_commands(); }

}  // namespace barqdb::cli
