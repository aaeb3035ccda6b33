// A preview as a script for psql that leads to the same end, ledger included. Pure.
#pragma once

#include <string>

#include "config/settings.hpp"
#include "execute/runner.hpp"

namespace barqdb::execute {

std::string script_of(const Preview& preview, const config::OnlineSettings& online);

}  // namespace barqdb::execute
