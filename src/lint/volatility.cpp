// PostgreSQL's own functions that are fixed within a statement; every other one may be volatile.
#include "lint/volatility.hpp"

#include <set>

#include "lint/read.hpp"

namespace barqdb::lint {
namespace {

// Stable and immutable functions of pg_proc that defaults are made of (PostgreSQL 13 to 18).
const std::set<std::string>& steady_functions() {
  static const std::set<std::string> names = {"now",
                                              "transaction_timestamp",
                                              "statement_timestamp",
                                              "current_setting",
                                              "version",
                                              "current_database",
                                              "current_schema",
                                              "current_schemas",
                                              "inet_client_addr",
                                              "inet_server_addr",
                                              "pg_backend_pid",
                                              "session_user",
                                              "txid_current",
                                              "timezone",
                                              "date_trunc",
                                              "date_part",
                                              "extract",
                                              "age",
                                              "make_date",
                                              "make_time",
                                              "make_timestamp",
                                              "make_timestamptz",
                                              "make_interval",
                                              "to_char",
                                              "to_date",
                                              "to_timestamp",
                                              "to_number",
                                              "justify_days",
                                              "justify_hours",
                                              "lower",
                                              "upper",
                                              "initcap",
                                              "length",
                                              "char_length",
                                              "octet_length",
                                              "concat",
                                              "concat_ws",
                                              "format",
                                              "left",
                                              "right",
                                              "lpad",
                                              "rpad",
                                              "ltrim",
                                              "rtrim",
                                              "btrim",
                                              "trim",
                                              "substr",
                                              "substring",
                                              "replace",
                                              "repeat",
                                              "reverse",
                                              "split_part",
                                              "strpos",
                                              "position",
                                              "translate",
                                              "ascii",
                                              "chr",
                                              "md5",
                                              "sha224",
                                              "sha256",
                                              "sha384",
                                              "sha512",
                                              "encode",
                                              "decode",
                                              "abs",
                                              "ceil",
                                              "ceiling",
                                              "floor",
                                              "round",
                                              "trunc",
                                              "power",
                                              "sqrt",
                                              "mod",
                                              "sign",
                                              "greatest",
                                              "least",
                                              "coalesce",
                                              "nullif",
                                              "array_append",
                                              "array_cat",
                                              "array_fill",
                                              "array_length",
                                              "array_to_string",
                                              "string_to_array",
                                              "cardinality",
                                              "json_build_object",
                                              "json_build_array",
                                              "jsonb_build_object",
                                              "jsonb_build_array",
                                              "to_json",
                                              "to_jsonb",
                                              "json_object",
                                              "jsonb_object",
                                              "row_to_json",
                                              "json_strip_nulls",
                                              "jsonb_strip_nulls",
                                              "jsonb_set",
                                              "int4range",
                                              "int8range",
                                              "numrange",
                                              "tsrange",
                                              "tstzrange",
                                              "daterange",
                                              "point",
                                              "box",
                                              "to_tsvector",
                                              "to_tsquery",
                                              "quote_literal",
                                              "quote_ident",
                                              "bit_length",
                                              "overlay",
                                              "regexp_replace",
                                              "pg_typeof",
                                              "inet",
                                              "host",
                                              "text",
                                              "int4",
                                              "int8",
                                              "numeric",
                                              "date"};
  return names;
}

}  // namespace

std::string volatile_function(const plan::SyntaxNode& expression) {
  std::string found;
  plan::walk(expression, [&](const std::string& name, const plan::SyntaxNode& node) {
    if (name != "FuncCall" || !found.empty()) return;
    const std::string function = name_of(node["funcname"]).name;
    if (!steady_functions().contains(function)) found = function;
  });
  return found;
}

}  // namespace barqdb::lint
