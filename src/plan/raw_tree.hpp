// The one call of libpg-query's parser that prints a tree. Every user of trees gets it from here, bounded in depth.
#pragma once

#include <string>

namespace barqdb::plan {

// How deep a tree may be. Whoever walks one does it by recursion, under sanitizers with frames of kilobytes; people do
// not write a thousand terms in a row (a term is two levels), and what a program wrote so is left to the server.
constexpr int deepest_tree = 2000;

struct RawTree {
  std::string json;   // {"version":…,"stmts":[{"stmt":{"CreateStmt":{…}}}]}; "" when there is an error
  std::string error;  // the parser's words, or that the tree is too deep
  int position = 0;   // of the error, in characters from 1; 0 when unknown
};

RawTree raw_tree(const std::string& sql);

}  // namespace barqdb::plan
