// barqdb completion: shells complete commands, options and revision ids.
#include <algorithm>
#include <filesystem>

#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/complete.hpp"
#include "cli/completion_scripts.hpp"

namespace barqdb::cli {
namespace {

// The value of an option among the words of the half-typed line.
std::string typed_value(const std::vector<std::string>& words, const std::string& option) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i].starts_with(option + "=")) return words[i].substr(option.size() + 1);
    if (words[i] == option && i + 2 < words.size()) return words[words[i + 1] == "=" ? i + 2 : i + 1];
  }
  return "";
}

// The newest first: that is what one names most. A chain that cannot be read completes to nothing.
std::vector<Candidate> revisions(const std::vector<std::string>& words) {
  std::vector<Candidate> found;
  try {
    GlobalOptions typed;
    typed.overrides.profile = typed_value(words, "--profile");
    typed.overrides.migrations = typed_value(words, "--migrations");
    Context project(typed);
    const revision::Graph& graph = project.graph();
    for (auto one = graph.revisions().rbegin(); one != graph.revisions().rend(); ++one)
      found.push_back({one->id, one->description});
    for (const auto& [label, index] : graph.labels()) found.push_back({label, "label of " + graph.id_of(index)});
  } catch (const std::exception&) {
    found.clear();
  }
  return found;
}

std::vector<Candidate> profiles() {
  std::vector<Candidate> found{{"embedded", ""}};
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator("profiles", failed)) {
    const std::string name = entry.path().stem().string();
    if (entry.path().extension() == ".yaml" && name != "embedded") found.push_back({name, ""});
  }
  std::sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) { return a.word < b.word; });
  return found;
}

int run_words(const Arguments& arguments, Context& context) {
  const std::vector<std::string> words = arguments.texts("words");
  const Completion completion = complete(words, commands(), {[&] { return revisions(words); }, profiles});
  std::string out;
  for (const Candidate& one : completion.candidates)
    out += one.word + (one.explanation.empty() ? "" : "\t" + base::one_line(one.explanation, 80)) + "\n";
  if (completion.files) out += ":files\n";
  if (completion.folders) out += ":folders\n";
  context.write(out);
  return 0;
}

template <const char* const* script>
int run_script(const Arguments&, Context& context) {
  context.write(std::string(*script));
  return 0;
}

Command shell(const char* name, RunFunction run, std::string example) {
  Command command;
  command.name = name;
  command.summary = std::string("print the script for ") + name;
  command.examples = {std::move(example)};
  command.run = run;
  return command;
}

}  // namespace

Command completion_command() {
  Command words;
  words.name = "words";
  words.summary = "what may stand next; the scripts call it";
  words.details =
      "Prints a candidate a line, with its explanation behind a tab; :files or :folders where the shell's own "
      "completion is meant. The last word is the one that is being typed.";
  words.examples = {"barqdb completion words -- upgrade 2"};
  words.options = {{OptionKind::positionals, "WORDS", "the command line behind the program's name"}};
  words.run = run_words;

  Command command;
  command.name = "completion";
  command.group = "around";
  command.summary = "print the completion script of a shell";
  command.details =
      "The scripts complete commands, options, their values, and the revisions of the migrations folder. They ask the "
      "program itself each time, so that they never grow old.";
  command.examples = {"source <(barqdb completion bash)", "barqdb completion fish | source"};
  command.subcommands = {shell("bash", run_script<&bash_completion>, "source <(barqdb completion bash)"),
                         shell("zsh", run_script<&zsh_completion>, "source <(barqdb completion zsh)"),
                         shell("fish", run_script<&fish_completion>, "barqdb completion fish | source"), words};
  return command;
}

}  // namespace barqdb::cli
