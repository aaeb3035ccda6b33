// A reader of connection strings that only wants to know where the secrets stand.
#include "config/conninfo.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"
#include "config/profile.hpp"

namespace barqdb::config {
namespace {

constexpr std::string_view mask = "***";

// A stretch of the string: a value with the name of its option.
struct Option {
  std::string key;
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct Reading {
  std::vector<Option> options;
  std::string problem;
};

bool secret(std::string_view key) {
  static constexpr std::array keys = {"password", "sslpassword", "oauth_client_secret", "scram_client_key",
                                      "scram_server_key"};
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Where the part behind "postgresql://" begins, or npos when it is no such URL.
std::size_t after_scheme(std::string_view text) {
  for (const std::string_view scheme : {"postgresql://", "postgres://"}) {
    if (text.starts_with(scheme)) return scheme.size();
  }
  return std::string_view::npos;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2])) {
      out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// "host:5432,[::1]:5433": what follows the last colon of each is a number.
bool ports_are_numbers(std::string_view hosts) {
  for (std::string_view host : base::split(hosts, ',')) {
    if (const std::size_t bracket = host.rfind(']'); bracket != std::string_view::npos) host.remove_prefix(bracket + 1);
    const std::size_t colon = host.find(':');
    if (colon != std::string_view::npos && !all_digits(host.substr(colon + 1))) return false;
  }
  return true;
}

Reading read_url(std::string_view url) {
  Reading out;
  const std::size_t start = after_scheme(url);
  const std::size_t hosts_end = std::min(url.find_first_of("/?", start), url.size());
  const std::size_t at = std::min(url.find('@', start), url.size());
  std::size_t hosts = start;
  if (at < hosts_end) {
    hosts = at + 1;
    const std::size_t colon = url.find(':', start);
    if (colon < at) out.options.push_back({"password", colon + 1, at});
  }
  std::size_t option = std::min(url.find('?', hosts), url.size());
  const std::string_view authority = url.substr(hosts, hosts_end - std::min(hosts, hosts_end));
  if (authority.find('@') != std::string_view::npos || !ports_are_numbers(authority) ||
      url.substr(hosts, option - hosts).find('@') != std::string_view::npos) {
    out.problem = "a character of its password or user must be percent-encoded (@ is %40, / is %2F, : is %3A)";
  }
  for (std::size_t i = url.find('%'); i != std::string_view::npos; i = url.find('%', i + 1)) {
    if (i + 2 < url.size() && is_hex(url[i + 1]) && is_hex(url[i + 2])) continue;
    out.problem = "a % in it must be written %25";
  }
  while (option < url.size()) {
    const std::size_t end = std::min(url.find('&', option + 1), url.size());
    const std::size_t equals = std::min(url.find('=', option + 1), end);
    out.options.push_back(
        {percent_decoded(url.substr(option + 1, equals - option - 1)), std::min(equals + 1, end), end});
    option = end;
  }
  return out;
}

Reading read_pairs(std::string_view text) {
  Reading out;
  std::size_t i = 0;
  const auto skip_space = [&] {
    while (i < text.size() && is_space(text[i])) ++i;
  };
  for (skip_space(); i < text.size(); skip_space()) {
    const std::size_t key = i;
    while (i < text.size() && text[i] != '=' && !is_space(text[i])) ++i;
    const std::string name(text.substr(key, i - key));
    skip_space();
    if (i == text.size() || text[i] != '=') {
      out.problem = "it is neither a URL nor key=value pairs; a value with a space stands in single quotes";
      return out;
    }
    ++i;
    skip_space();
    const std::size_t begin = i;
    const bool quoted = i < text.size() && text[i] == '\'';
    if (quoted) ++i;
    while (i < text.size() && (quoted ? text[i] != '\'' : !is_space(text[i]))) i += text[i] == '\\' ? 2u : 1u;
    i = std::min(i, text.size());
    if (quoted && i == text.size()) out.problem = "a single quote is not closed";
    if (quoted && i < text.size()) ++i;
    out.options.push_back({name, begin, i});
  }
  return out;
}

Reading read(std::string_view text) {
  return after_scheme(text) != std::string_view::npos ? read_url(text) : read_pairs(text);
}

// "user:secret@db1:5433,db2" → "db1:5433"; of the part between scheme and path.
std::string_view first_server(std::string_view authority) {
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);
  return authority.substr(0, authority.find(','));
}

std::string unquoted(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\'') continue;
    if (value[i] == '\\' && i + 1 < value.size()) ++i;
    out += value[i];
  }
  return out;
}

}  // namespace

std::string server_name(const std::string& conninfo, const ServerVariables& otherwise) {
  if (!conninfo_problem(conninfo).empty()) return std::string(mask);
  std::string host;
  std::string port;
  const std::size_t start = after_scheme(conninfo);
  if (start != std::string_view::npos) {
    const std::size_t end = std::min(conninfo.find_first_of("/?", start), conninfo.size());
    host = percent_decoded(first_server(std::string_view(conninfo).substr(start, end - start)));
    const std::size_t colon = host.rfind(':');
    if (colon != std::string::npos && host.find(']', colon) == std::string::npos) {
      port = host.substr(colon + 1);
      host.resize(colon);
    }
  }
  for (const Option& option : read(conninfo).options) {
    const std::string_view value = std::string_view(conninfo).substr(option.begin, option.end - option.begin);
    const std::string text = start == std::string_view::npos ? unquoted(value) : percent_decoded(value);
    if (option.key == "host" || (option.key == "hostaddr" && host.empty())) host = text.substr(0, text.find(','));
    if (option.key == "port") port = text.substr(0, text.find(','));
  }
  if (host.empty()) host = otherwise.host.substr(0, otherwise.host.find(','));
  if (port.empty()) port = otherwise.port.substr(0, otherwise.port.find(','));
  return (host.empty() ? "localhost" : host) + ":" + (port.empty() ? "5432" : port);
}

std::string conninfo_problem(const std::string& conninfo) {
  const std::size_t colon = conninfo.find("://");
  if (colon != std::string::npos && after_scheme(conninfo) == std::string_view::npos && conninfo.find('=') > colon) {
    return "its scheme is not postgresql:// (a driver's name, as in postgresql+driver://, does not belong there)";
  }
  return read(conninfo).problem;
}

bool has_password(const std::string& conninfo) {
  const Reading reading = read(conninfo);
  return std::any_of(reading.options.begin(), reading.options.end(),
                     [](const Option& option) { return option.key == "password"; });
}

std::string with_password(const std::string& conninfo, const std::string& password) {
  std::string out = conninfo;
  if (after_scheme(conninfo) == std::string_view::npos) {
    out += out.empty() ? "password='" : " password='";
    for (const char c : password) {
      if (c == '\'' || c == '\\') out += '\\';
      out += c;
    }
    return out + "'";
  }
  out += conninfo.find('?') == std::string::npos ? "?password=" : "&password=";
  constexpr std::string_view digits = "0123456789ABCDEF";
  for (const char c : password) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

std::string without_secret(const std::string& url) {
  const Reading reading = read(url);
  if (!reading.problem.empty() || !conninfo_problem(url).empty())
    return std::string(mask);  // no telling where it stands
  std::string out;
  std::size_t done = 0;
  for (const Option& option : reading.options) {
    if (!secret(option.key)) continue;
    out += url.substr(done, option.begin - done);
    out += mask;
    done = option.end;
  }
  return out + url.substr(done);
}

std::string with_database(const std::string& conninfo, const std::string& name) {
  const std::size_t scheme = conninfo.find("://");
  if (scheme == std::string::npos) return conninfo + " dbname=" + name;  // of two the later one counts
  const std::size_t path = conninfo.find_first_of("/?", scheme + 3);
  const std::size_t query = conninfo.find('?', scheme + 3);
  return conninfo.substr(0, path) + "/" + name + (query == std::string::npos ? "" : conninfo.substr(query));
}

}  // namespace barqdb::config
