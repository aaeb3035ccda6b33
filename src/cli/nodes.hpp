// The servers of the profile: the main one and its replicas, visited side by side.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/context.hpp"

namespace barqdb::cli {

struct Node {
  std::string name;  // "db1:5432"; unique within the profile
  db::ConnectOptions options;
};

// The main server first, then the replicas in the profile's order.
std::vector<Node> nodes_of(Context& context);

// Connects to each node in a thread of its own and visits it. Returns why a node did not answer, "" for one that did;
// one of them that fails does not disturb the others.
std::vector<std::string> visit(const std::vector<Node>& nodes,
                               const std::function<void(std::size_t node, db::Connection& connection)>& read);

}  // namespace barqdb::cli
