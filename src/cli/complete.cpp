// The table of commands against the words so far.
#include "cli/complete.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "cli/option_kind.hpp"
#include "cli/parse.hpp"

namespace barqdb::cli {
namespace {

std::vector<std::string> dashed_names(const Option& option) {
  std::vector<std::string> names;
  const std::string_view words = option.names;
  for (const std::string_view name : base::split(words.substr(0, words.find(' ')), ',')) names.emplace_back(name);
  return names;
}

// "FILE" of "--output FILE", and of the positional FILE itself.
std::string value_name(const Option& option) {
  const std::size_t space = option.names.find(' ');
  return space == std::string::npos ? option.names : option.names.substr(space + 1);
}

class Completer {
 public:
  Completer(const std::vector<Command>& table, const CompletionNames& names) : level_(&table), names_(names) {}

  Completion run(const std::vector<std::string>& words) {
    for (std::size_t i = 0; i + 1 < words.size(); ++i) read(words, i);
    const std::string current = words.empty() ? "" : words.back();
    if (pending_ != nullptr) {
      offer_value(*pending_);
    } else if (current.starts_with('-') && !only_positionals_) {
      offer_options();
    } else if (level_ != nullptr) {
      for (const Command& command : *level_) out_.candidates.push_back({command.name, command.summary});
    } else if (const Option* positional = next_positional()) {
      offer_value(*positional);
    }
    std::erase_if(out_.candidates, [&](const Candidate& one) { return !one.word.starts_with(current); });
    return std::move(out_);
  }

 private:
  void read(const std::vector<std::string>& words, std::size_t at) {
    const std::string& word = words[at];
    if (word == "=" && pending_ != nullptr) return;  // bash makes words of --option=value
    if (pending_ != nullptr) {
      pending_ = nullptr;
    } else if (word == "--") {
      only_positionals_ = true;
    } else if (word.starts_with('-') && word.size() > 1 && !only_positionals_ && option_of(word) != nullptr) {
      const Option* option = option_of(word);
      if (takes_value(*option) && word.find('=') == std::string::npos) pending_ = option;
    } else if (!take_command(word)) {
      ++positionals_;
    }
  }

  bool take_command(const std::string& word) {
    if (level_ == nullptr) return false;
    for (const Command& command : *level_) {
      if (command.name != word) continue;
      command_ = &command;
      level_ = command.subcommands.empty() ? nullptr : &command.subcommands;
      return true;
    }
    return false;
  }

  const Option* option_of(const std::string& word) const {
    const std::string name = word.substr(0, word.find('='));
    const auto find = [&](const std::vector<Option>& options) -> const Option* {
      for (const Option& option : options) {
        const auto names = dashed_names(option);
        if (!is_positional(option) && std::find(names.begin(), names.end(), name) != names.end()) return &option;
      }
      return nullptr;
    };
    const Option* own = command_ == nullptr ? nullptr : find(command_->options);
    return own != nullptr ? own : find(global_options());
  }

  const Option* next_positional() const {
    if (command_ == nullptr) return nullptr;
    std::size_t at = 0;
    for (const Option& option : command_->options) {
      if (!is_positional(option)) continue;
      if (at++ == positionals_ || option.kind == OptionKind::positionals) return &option;
    }
    return nullptr;
  }

  void offer_options() {
    const auto offer = [&](const std::vector<Option>& options) {
      for (const Option& option : options) {
        if (!is_positional(option)) out_.candidates.push_back({dashed_names(option).back(), option.help});
      }
    };
    if (command_ != nullptr) offer(command_->options);
    offer(global_options());
  }

  void offer_value(const Option& option) {
    const std::string name = value_name(option);
    const auto add = [&](std::vector<Candidate> found) {
      for (Candidate& one : found) out_.candidates.push_back(std::move(one));
    };
    for (const std::string& choice : option.choices) out_.candidates.push_back({choice, ""});
    if (option.names.starts_with("--format") && command_ != nullptr) {
      for (const std::string& format : command_->formats) out_.candidates.push_back({format, ""});
    } else if (name == "TARGET" || name == "TARGETS" || name == "REV" || name == "REVS" || name == "RANGE") {
      add(names_.revisions());
      for (const char* word : {"head", "heads", "base"}) out_.candidates.push_back({word, ""});
    } else if (option.names.starts_with("--profile")) {
      add(names_.profiles());
      out_.files = true;
    } else if (name == "FILE" || name == "FILES" || name == "PATH") {
      out_.files = true;
    } else if (name == "DIR") {
      out_.folders = true;
    }
  }

  const std::vector<Command>* level_;  // what may follow; nullptr below the last command
  const CompletionNames& names_;
  const Command* command_ = nullptr;
  const Option* pending_ = nullptr;  // an option that waits for its value
  std::size_t positionals_ = 0;
  bool only_positionals_ = false;
  Completion out_;
};

}  // namespace

Completion complete(const std::vector<std::string>& words, const std::vector<Command>& table,
                    const CompletionNames& names) {
  return Completer(table, names).run(words);
}

}  // namespace barqdb::cli
