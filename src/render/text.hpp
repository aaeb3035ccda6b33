// How the formats for people say a value, a metric, and the head of a report; shared by table and markdown.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "model/report.hpp"

namespace barqdb::render {

// "-" for nothing, "12 kB" for bytes, "3.1 %", yes and no, lists with commas. Control characters are made visible
// (\n, \x1b), so that a name from a catalog can neither break a line nor reach the terminal as an escape code.
std::string cell(const model::Value& value, model::Unit unit);
std::string printable(std::string_view text);
bool right_aligned(const model::Column& column);  // numbers are
// Where the column with this key stands; nothing when there is none.
std::optional<std::size_t> column_of(const model::Report& report, std::string_view key);

// "index-report of database barq on PostgreSQL 15.20, 2025-01-06T12:00:00Z"
std::string title(const model::Report& report);
// A metric or a piece of evidence in words: {"total size", "12 MB"}; see metrics_sentence.
std::pair<std::string, std::string> metric_text(const std::string& key, const model::Value& value);
// "indexes 245, total size 12 MB, unused candidates 3"; a key that ends in "bytes" is a size, one in
// "_ms" or "_seconds" a time.
std::string metrics_sentence(const model::Report& report);
// Statements that go with a finding are shown only when its verdict calls for them.
bool shows_sql(const model::Finding& finding);

// "migrations/a.sql:12:3", without what is not known; "" when the finding has no file.
std::string place_text(const model::Finding& finding);

// Columns that a terminal needs for the text; East Asian wide characters count two.
std::size_t display_width(std::string_view text);
// At most `width` columns, the last of them "~" when something was cut.
std::string cut_to_width(std::string_view text, std::size_t width);

}  // namespace barqdb::render
