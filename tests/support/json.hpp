// The JSON of the tests. Its class is instantiated once (json.cpp) and not in every test file: a fifth less to build.
#pragma once

#include <nlohmann/json.hpp>

extern template class nlohmann::basic_json<>;
