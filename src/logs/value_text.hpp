// Where the values of a shape stand in its text, and the text with a value's place changed to a list's.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "logs/loops.hpp"

namespace barqdb::logs {

struct TextPlace {
  std::size_t at = 0;
  std::size_t length = 0;  // 0: it stands nowhere
};

// The slot's $n.
TextPlace value_at(const std::string& query, std::size_t slot);
// What the slot is compared with: "c.id" of "c.id = $1", "c.id IN ($1)"; "" where the text is another.
std::string compared_text(const std::string& query, std::size_t slot);
// "id = $1" → "id = ANY($1)"; what compares with an array already stays as it is; "" where the text is another.
std::string with_any(const std::string& query, std::size_t slot);
// Comparisons for equality that stand side by side, "a = $1 AND b = $2"; no columns where they do not.
struct SideBySide {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string columns;  // "a, b"
  std::string arrays;   // "$1, $2"
};
SideBySide comparisons_of(const std::string& query, const std::vector<std::size_t>& slots);
// "a = $1 AND b = $2" → "(a, b) IN (SELECT * FROM unnest($1, $2))"; "" where they do not stand side by side.
std::string with_rows(const std::string& query, const std::vector<std::size_t>& slots);
// Slots that vary and are compared for equality: together they name the row.
std::vector<std::size_t> varying_keys(const Loop& loop);

}  // namespace barqdb::logs
