// What stands between words becomes one underscore.
#include "base/slug.hpp"

#include "base/text.hpp"

namespace barqdb::base {

std::string slug(std::string_view title, std::size_t most) {
  std::string out;
  for (const char c : lower(title)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      out += c;
    } else if (!out.empty() && out.back() != '_') {
      out += '_';
    }
  }
  if (out.size() > most) out.resize(most);
  while (out.ends_with('_')) out.pop_back();
  return out;
}

}  // namespace barqdb::base
