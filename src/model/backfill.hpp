// The step `backfill`: an update of many rows, chunk by chunk, as values.
#pragma once

#include <optional>
#include <string>

#include "base/place.hpp"
#include "base/units.hpp"
#include "model/name.hpp"

namespace barqdb::model {

struct BackfillStep {
  QualifiedName table;
  std::string set;
  std::string where;
  std::string key;  // a unique index, or ctid; "" is the primary key
  int jobs = 1;
  base::Milliseconds chunk_time{200};
  base::Milliseconds max_lag{10'000};
  double max_rate = 0;              // rows a second; 0: no limit
  std::optional<std::string> down;  // SQL that takes it back
  bool irreversible = false;
  base::Place place;
  base::Place table_place;
  base::Place set_place;
  base::Place where_place;
  base::Place jobs_place;
  base::Place down_place;
};

}  // namespace barqdb::model
