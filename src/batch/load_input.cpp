// CSV goes to the server as it is; NDJSON becomes COPY's text format.
#include "batch/load_input.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "batch/json_copy.hpp"
#include "batch/json_row.hpp"

namespace barqdb::batch {
namespace {

using base::Error;
using base::ErrorKind;

constexpr std::size_t largest_piece = 16u << 20;
constexpr int most_changes = 200;  // of columns in a piece: each is a COPY of its own

bool is_blank(std::string_view text) { return text.find_first_not_of("\r\n") == std::string_view::npos; }

// As COPY counts them: inside quotes it looks for the line end that it has seen so far, and before it has seen one, for
// a carriage return.
std::int64_t lines_of(const std::string& text, bool first) {
  return first ? 1 + std::count(text.begin(), text.end(), '\r') : std::count(text.begin(), text.end(), '\n');
}

}  // namespace

std::string_view without_end(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

std::string_view without_mark(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

std::string copy_bytes(const Piece& piece, std::size_t begin, std::size_t end) {
  std::size_t size = 0;
  for (std::size_t i = begin; i < end; ++i) size += piece.records[i].copy.size();
  std::string bytes;
  bytes.reserve(size);
  for (std::size_t i = begin; i < end; ++i) bytes += piece.records[i].copy;
  return bytes;
}

std::size_t Piece::run_end(std::size_t begin, std::size_t end) const {
  std::size_t at = begin;
  while (at < end && records[at].set == records[begin].set) ++at;
  return at;
}

std::optional<std::size_t> record_at(const Piece& piece, std::size_t begin, std::size_t end, std::int64_t line) {
  std::int64_t seen = 0;
  for (std::size_t i = begin; i < end; ++i) {
    seen += lines_of(piece.records[i].copy, i == begin);
    if (line >= 1 && line <= seen) return i;
  }
  return std::nullopt;
}

std::string copy_options(const Input& input) {
  if (input.ndjson) return "";
  return " WITH (FORMAT csv, DELIMITER " + base::quote_literal(std::string(1, input.delimiter)) + ", NULL " +
         base::quote_literal(input.null) + ")";
}

LoadInput::LoadInput(const Spec& spec, const Target& target)
    : input_(spec.input),
      conflict_(spec.conflict),
      target_(target),
      reader_(spec.input.file, !spec.input.ndjson),
      columns_(spec.columns) {
  if (!input_.ndjson) read_header();
}

// Every record ends with a line feed, whatever the file does: COPY wants the same line end in all that it is sent, and
// a file's last line often has none. An end-of-data mark on a line of its own would end the COPY, and the rest would be
// lost without a word.
void LoadInput::convert_csv(Record& record) const {
  record.copy = without_end(record.start ? without_mark(record.source) : record.source);
  if (record.copy == "\\.") record.copy = "\"\\.\"";
  record.copy += '\n';
}

// The columns stand in the table's order, so that records with the same keys go together however they are written. A
// column that other records have and that has no default is NULL when it is missing; an upsert leaves it as it is.
void LoadInput::convert_json(Record& record, std::vector<std::string>& columns) {
  const std::string_view line = without_end(record.start ? without_mark(record.source) : record.source);
  const JsonRow row = parse_json_row(line);
  columns.clear();
  if (!row.error.empty()) {
    record.fault = row.error + " (character " + std::to_string(row.column) + ")";
    return;
  }
  // --columns names the keys that count.
  const auto counts = [&](const std::string& name) {
    return columns_.empty() || std::find(columns_.begin(), columns_.end(), name) != columns_.end();
  };
  for (const JsonField& field : row.fields) {
    if (!counts(field.name)) continue;
    const Column* column = target_.find(field.name);
    if (column == nullptr || column->generated) {
      record.fault = column == nullptr
                         ? "table " + target_.table.text() + " has no column \"" + base::one_line(field.name, 60) + "\""
                         : "column " + field.name + " is generated: the server computes it";
      return;
    }
  }
  const bool updates = !conflict_.columns.empty() && !conflict_.do_nothing;
  for (const Column& column : target_.columns) {
    const auto field = std::find_if(row.fields.begin(), row.fields.end(),
                                    [&](const JsonField& one) { return one.name == column.name; });
    const bool given = field != row.fields.end() && counts(column.name);
    if (given) seen_.insert(column.name);
    if (!given && (updates || column.has_default || column.generated || !seen_.contains(column.name))) continue;
    record.copy += (columns.empty() ? "" : "\t") + (given ? copy_text(field->value, column) : "\\N");
    columns.push_back(column.name);
  }
  record.copy += '\n';
  const std::string missing = missing_key(columns);
  if (std::none_of(row.fields.begin(), row.fields.end(), [&](const JsonField& one) { return counts(one.name); }))
    record.fault = columns_.empty() ? "the object is empty" : "the object has none of the keys of --columns";
  else if (!missing.empty())
    record.fault = "the key " + missing + ", by which conflicts are found, is missing";
}

// `columns`: of a record of NDJSON.
bool LoadInput::read(Record& record, std::vector<std::string>& columns) {
  for (;;) {
    record = {};
    record.line = reader_.position().line;
    record.start = reader_.position().offset == 0;
    if (!reader_.next(record.source)) return false;
    record.behind = reader_.position();
    // In a table of one column an empty line is a NULL; elsewhere it is no row.
    if (is_blank(record.source) && (input_.ndjson || columns_.size() > 1)) continue;
    if (input_.ndjson)
      convert_json(record, columns);
    else
      convert_csv(record);
    if (!record.fault.empty()) record.copy.clear();
    return true;
  }
}

Piece LoadInput::next(std::int64_t records) {
  Piece piece;
  if (!input_.ndjson) piece.sets = {columns_};
  std::vector<std::string> columns;
  std::size_t bytes = 0;
  std::size_t set = 0;  // of the record before
  int changes = 0;
  Record record;
  while (static_cast<std::int64_t>(piece.records.size()) < records && bytes < largest_piece && changes < most_changes &&
         read(record, columns)) {
    if (input_.ndjson && record.fault.empty()) {
      if (piece.sets.empty() || piece.sets[set] != columns) {
        const auto known = std::find(piece.sets.begin(), piece.sets.end(), columns);
        set = static_cast<std::size_t>(known - piece.sets.begin());
        if (known == piece.sets.end()) piece.sets.push_back(columns);
        ++changes;
      }
      record.set = set;
    }
    bytes += record.source.size();
    piece.records.push_back(std::move(record));
  }
  return piece;
}

}  // namespace barqdb::batch
