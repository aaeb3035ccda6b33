// Files of plain SQL as units of the linter: of psql, and of other migration tools as far as their markers say how the
// file is run. Pure.
#pragma once

#include <string>
#include <string_view>

#include "lint/unit.hpp"

namespace barqdb::lint {

// How a file is run that does not say it itself: by statement as psql does, or whole.
enum class Wrapping { by_markers, always, never };

// Knows `-- +goose Up/Down/NO TRANSACTION`, `-- migrate:up transaction:false` (dbmate), `-- +migrate Up notransaction`
// (sql-migrate), `-- barqdb:up`; a name that ends in .down.sql is the way back. psql's own commands and the data of
// COPY are passed over.
Unit plain_unit(const std::string& file, std::string_view text, Wrapping wrapping);

}  // namespace barqdb::lint
