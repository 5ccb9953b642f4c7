#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>

#include "client/ctl/change.h"
#include "client/ctl/hold_value.h"
#include "client/ctl/output.h"
#include "client/ctl/rpc.h"
#include "client/ctl/secret_input.h"
#include "client/ctl/vault/value_file.h"
#include "client/ctl/verbs/verbs.h"
#include "client/link/harden.h"
#include "client/link/paths.h"
#include "core/engine/rule.h"

namespace redactd::ctl {
namespace {

using nlohmann::json;

struct Options {
  std::string name, file;
  bool store = false, as_json = false;
};

constexpr const char* kPrompt = "The value (not shown; its exact bytes are masked from now on):";

std::string dump(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

// Names are not quoted: one may be the value, given by mistake.
Status check_name(const Options& options) {
  if (is_label(options.name)) return {};
  return Error{"ctl.usage", "NAME is not of the form [A-Z][A-Z0-9_]{1,31}: it stands in the mask, [REDACTED_<NAME>].", "See redactctl vault --help."};
}

Result<std::string> add_file(Rpc& daemon, const Options& options, const std::string& path) {
  auto file = open_value_file(path);
  if (!file.ok()) return file.error();
  return daemon.call("vault.add", dump({{"name", options.name}, {"path", file->path}}), file->fd.get());
}

std::string vault_directory(const Globals& globals) {
  const char* const named = getenv("REDACTD_STATE_DIR");
  std::string state = !globals.state_dir.empty() ? globals.state_dir : named != nullptr && *named != '\0' ? named : link::user_state_dir();
  return state.empty() ? state : state + "/vault";
}

Result<std::string> add_from_input(Rpc& daemon, const Globals& globals, const Options& options) {
  auto value = SecretBuffer::read(kPrompt);
  if (!value.ok()) return value.error();
  if (!options.store) {
    auto held = hold_value(daemon, options.name, value->view());
    if (!held.ok()) return held.error();
    return std::move(held->change);
  }
  if (value->view().size() < 8) return Error{"vault.value.too_short", "The value has fewer than 8 bytes.", "So short a value stands in ordinary text as well."};
  const std::string directory = vault_directory(globals);
  if (directory.empty()) return Error{"ctl.usage", "There is no home directory to store the value in.", "Name one with --state-dir."};
  auto path = store_value(directory, options.name, value->view());
  if (!path.ok()) return path.error();
  return add_file(daemon, options, *path);
}

int add(const Globals& globals, const Options& options) {
  link::forbid_core_dumps();
  if (Status named = check_name(options); !named.ok()) return fail(named.error());
  if (options.store && !options.file.empty()) return fail(Error{"ctl.usage", "--store makes the file; it does not go with --file.", ""});
  auto daemon = Rpc::open(globals);
  if (!daemon.ok()) return fail(daemon.error());  // before anybody types a value for nothing
  auto answer = options.file.empty() ? add_from_input(*daemon, globals, options) : add_file(*daemon, options, options.file);
  if (!answer.ok()) return fail(answer.error());
  const json document = json::parse(*answer, nullptr, false);
  if (document.is_object() && document.value("reads_again", true) == false) {
    note("The daemon cannot open the file by itself: add it again after each restart of the daemon.");
  }
  return print(describe_change(*answer, options.as_json));
}

int list(const Globals& globals, const Options& options) {
  auto answer = call_daemon(globals, "vault.list", "{}");
  if (!answer.ok()) return fail(answer.error());
  if (options.as_json) return print(*answer + "\n");
  const json document = json::parse(*answer, nullptr, false);
  const json values = document.is_object() ? document.value("values", json::array()) : json::array();
  if (values.empty()) return print("The vault is empty.\n");
  std::vector<std::vector<std::string>> rows{{"NAME", "UID", "SOURCE", "PATH"}};
  for (const json& value : values) {
    if (!value.is_object()) continue;
    rows.push_back({value.value("name", ""), std::to_string(value.value("uid", uint64_t{0})), value.value("source", ""), value.value("path", "")});
    if (const std::string fault = value.value("fault", ""); !fault.empty()) note(value.value("name", "") + ": " + fault);
  }
  return print(table(rows));
}

int show_path(const Globals& globals, const Options& options) {
  auto answer = call_daemon(globals, "vault.list", "{}");
  if (!answer.ok()) return fail(answer.error());
  const json document = json::parse(*answer, nullptr, false);
  for (const json& value : document.is_object() ? document.value("values", json::array()) : json::array()) {
    if (!value.is_object() || value.value("name", "") != options.name || value.value("uid", uint64_t{0}) != geteuid()) continue;
    const std::string path = value.value("path", "");
    if (path.empty()) return fail(Error{"vault.no_file", "The value is in the daemon's memory only.", "redactctl vault add NAME --file F gives it a file."});
    return print(path + "\n");
  }
  return fail(Error{"vault.not_found", "The vault has no value of this name.", "redactctl vault list shows yours."});
}

CLI::App* declare(CLI::App& app, const char* name, const char* summary, const std::shared_ptr<Options>& options) {
  CLI::App* verb = app.add_subcommand(name, summary);
  verb->fallthrough();
  verb->add_flag("--json", options->as_json, "One JSON document");
  return verb;
}

}  // namespace

Run declare_vault(CLI::App& app, const Globals& globals) {
  auto options = std::make_shared<Options>();
  app.require_subcommand(1);
  CLI::App* adding = declare(app, "add", "Mask a value that no pattern fits, read from a prompt, stdin or a file", options);
  adding->add_option("NAME", options->name, "What stands in the mask: [REDACTED_<NAME>]")->required();
  adding->add_option("--file", options->file, "A file of mode 600 that is yours; the daemon reads it again when it starts")->type_name("F");
  adding->add_flag("--store", options->store, "Keep the value that is typed or piped in a file of mode 600 (STATE/vault/NAME)");
  declare(app, "list", "Names and where the values come from; never a value", options);
  CLI::App* forgetting = declare(app, "forget", "Wipe the value from the daemon's memory; the file stays", options);
  forgetting->add_option("NAME", options->name, "The value")->required();
  CLI::App* showing = declare(app, "show-path", "The file of a value", options);
  showing->add_option("NAME", options->name, "The value")->required();
  app.footer("A value is masked on your own lines only, in all its forms (base64, hex, percent, JSON, shell).\n"
             "  redactctl vault add DB_PASSWORD                         typed at a prompt; until the daemon ends\n"
             "  redactctl vault add DB_PASSWORD --file ~/.secrets/db    also after a restart");
  return [&app, &globals, options] {
    if (app.got_subcommand("add")) return add(globals, *options);
    if (app.got_subcommand("list")) return list(globals, *options);
    if (app.got_subcommand("show-path")) return show_path(globals, *options);
    if (Status named = check_name(*options); !named.ok()) return fail(named.error());
    return run_change(globals, "vault.forget", dump({{"name", options->name}}), options->as_json);
  };
}

}  // namespace redactd::ctl
