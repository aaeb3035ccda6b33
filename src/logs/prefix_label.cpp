// A table of words.
#include "logs/prefix_label.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace barqdb::logs {

char labelled_escape(const std::string& label) {
  static const std::vector<std::pair<char, std::vector<std::string>>> labels = {
      {'u', {"user", "usr", "username", "u", "role"}},
      {'d', {"db", "database", "dbname", "d"}},
      {'a', {"app", "application", "appname", "application_name", "app_name", "a"}},
      {'h', {"client", "host", "remote", "h", "ip", "from", "addr"}},
      {'r', {"r"}},
      {'i', {"tag", "cmd", "command", "ps", "i"}},
      {'e', {"state", "sqlstate", "code", "e", "err", "error"}},
      {'v', {"vxid", "vx", "vtx", "vtxid", "v", "virtual"}},
      {'x', {"xid", "tx", "txid", "x", "transaction"}},
      {'c', {"sess", "session", "sid", "c", "session_id", "sessionid"}},
      {'p', {"pid", "p", "process", "proc"}},
      {'l', {"line", "l", "n", "num", "line_num", "seq"}},
      {'Q', {"qid", "query_id", "queryid", "q"}},
      {'b', {"backend", "type", "bt", "b"}},
      {'P', {"leader"}},
      {'s', {"start", "session_start", "s"}},
      {'m', {"ts", "time"}},
  };
  const auto found = std::find_if(labels.begin(), labels.end(), [&](const auto& entry) {
    return std::find(entry.second.begin(), entry.second.end(), label) != entry.second.end();
  });
  return found == labels.end() ? '\0' : found->first;
}

}  // namespace barqdb::logs
