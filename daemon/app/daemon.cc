#include "daemon/app/daemon.h"

#include <unistd.h>

#include <csignal>
#include <optional>

#include "daemon/app/capture_server.h"
#include "daemon/app/catalogue_reader.h"
#include "daemon/app/control_server.h"
#include "daemon/app/exit_codes.h"
#include "daemon/app/places.h"
#include "daemon/app/shutdown.h"
#include "daemon/app/syslog_intake.h"
#include "daemon/control/change.h"
#include "daemon/control/leak_services.h"
#include "daemon/control/methods.h"
#include "daemon/control/pending.h"
#include "daemon/control/vault_book.h"
#include "daemon/rim/posix/directory.h"
#include "daemon/rim/posix/keyring.h"
#include "daemon/rim/posix/posix_files.h"
#include "daemon/rim/posix/process.h"
#include "daemon/rim/posix/sodium_keeper.h"
#include "daemon/rim/posix/sockets.h"
#include "daemon/rim/sinks/sink_writer.h"
#include "daemon/rim/sqlite/sqlite_leak_store.h"
#include "daemon/rim/systemd/service.h"
#include "daemon/rim/uv/acceptor.h"

namespace redactd::daemon {
namespace {

constexpr size_t kReservedDescriptors = 48;  // for everything that is no client
constexpr uint64_t kExpiryMs = 1000;
constexpr uint64_t kMaskDaysMs = 60'000;

uint64_t shortest_sync(const Settings& settings) {
  uint64_t shortest = 60'000;
  for (const SinkSettings& sink : settings.sinks) shortest = std::min(shortest, sink.sync_ms);
  return shortest;
}

// The daemon where it calls a control method by itself.
Caller self() { return Caller{Peer{getpid(), geteuid(), getegid()}, true}; }

size_t connection_limit() {
  const size_t descriptors = raise_descriptor_limit();
  return descriptors > 2 * kReservedDescriptors ? descriptors - kReservedDescriptors : descriptors / 2;
}

}  // namespace

// In the order in which they depend on each other; destroyed in reverse.
struct Daemon::Parts {
  Parts(const Options& options, const Settings& settings_in, Places places_in, Log& log_in)
      : settings(settings_in), log(log_in), places(std::move(places_in)),
        state(places.state.get(), 0600, std::nullopt, true),
        published(places.sockets.get(), options.system_mode ? 0640 : 0600, places.group, false),
        rules(state, published, log, make_vectorscan_scanner), vault(rules, state, keeper, log), masker(rules, metrics), keyring(state),
        leak_store(places.state.get(), options.state_dir), ledger(leak_store), mask_days(leak_store),
        leak_services{ledger, leak_store, mask_days, keyring, options.state_dir},
        sinks(loop, std::move(places.sink_files), shortest_sync(settings)),
        session_services{masker, sinks, metrics, clock, REDACTD_VERSION},
        capture(loop, session_services,
                CaptureLimits{geteuid(), options.system_mode, settings.max_connections_per_uid, connection_limit()}),
        control_services{rules, metrics, state, clock, sinks, REDACTD_VERSION, nullptr, nullptr, nullptr, nullptr},
        control(loop, control_services,
                ControlLimits{geteuid(), options.system_mode, options.system_mode ? group_named(settings.ops_group) : std::nullopt}) {}

  const Settings settings;
  Log& log;
  Places places;
  Loop loop;
  SystemClock clock;
  Metrics metrics;
  PosixFiles state, published;
  SodiumKeeper keeper;
  RuleBook rules;
  VaultBook vault;
  LineMasker masker;
  Keyring keyring;
  SqliteLeakStore leak_store;
  Ledger ledger;
  MaskDays mask_days;
  LeakServices leak_services;
  SinkWriter sinks;
  SessionServices session_services;
  CaptureServer capture;
  ControlServices control_services;
  ControlServer control;
  BoundSockets sockets;
  std::optional<SyslogIntake> syslog;
  std::optional<Acceptor> capture_acceptor, control_acceptor;
  std::vector<std::unique_ptr<Signal>> signals;
  std::optional<Timer> expiry, watchdog, mask_flush;
  std::optional<Shutdown> shutdown;
  uint64_t started_ms = 0;

  void wire(std::function<CatalogueRead()> read);
  void serve();
  void reload();
  void adopt();
  void expire();
  void flush_masks();
  void stop();
};

void Daemon::Parts::wire(std::function<CatalogueRead()> read) {
  started_ms = loop.now_ms();
  control_services.read_catalogue = std::move(read);
  control_services.connections = [this] { return capture.connections(); };
  control_services.uptime_s = [this] { return (loop.now_ms() - started_ms) / 1000; };
  control_services.publish_event = [this](std::string_view params) { control.publish(params); };
  control_services.vault = &vault;
  control_services.own_uid = geteuid();
  masker.set_fingerprints(keyring);
  control_services.leaks = &leak_services;
  // A ledger that cannot be used does not keep anybody's secrets from being masked.
  if (const Status loaded = ledger.load(); !loaded) log.error("the ledger of leaks is not available: " + loaded.error().message());
  sinks.set_listener(capture);
  capture.on_stored([this](const std::string& record) { control.publish(record); });
  capture.on_group_done([this] { syslog->resume(); });
}

void Daemon::Parts::serve() {
  const std::optional<gid_t> ops = settings.ops_group.empty() ? std::nullopt : group_named(settings.ops_group);
  syslog.emplace(loop, sockets.syslog.release(), masker, sinks, clock, metrics);
  capture_acceptor.emplace(loop, sockets.capture.release(), [this](int fd) {
    const auto peer = peer_of(fd);
    if (peer) return capture.accept(fd, *peer);
    close(fd);
  });
  control_acceptor.emplace(loop, sockets.control.release(), [this, ops](int fd) {
    const auto peer = peer_of(fd);
    if (peer) return control.accept(fd, *peer, ops && peer_in_group(fd, *peer, *ops));
    close(fd);
  });
  expiry.emplace(loop, [this] { expire(); });
  expiry->start(kExpiryMs, kExpiryMs);
  mask_flush.emplace(loop, [this] { flush_masks(); });
  mask_flush->start(kMaskDaysMs, kMaskDaysMs);
  if (const auto interval = watchdog_interval_ms()) {
    watchdog.emplace(loop, [] { notify_service_manager("WATCHDOG=1"); });
    watchdog->start(*interval, *interval);
  }
  signals.push_back(std::make_unique<Signal>(loop, SIGHUP, [this] { reload(); }));
  for (const int number : {SIGTERM, SIGINT}) signals.push_back(std::make_unique<Signal>(loop, number, [this] { stop(); }));
}

void Daemon::Parts::reload() {
  notify_reloading();
  const Answer answer = method_reload(control_services, self(), "{}");
  adopt();
  if (answer.ok()) {
    log.info("reloaded: " + answer.result());
  } else {
    log.error("the reload was refused; everything stays as it was: " + answer.refusal().error.message());
  }
  notify_service_manager("READY=1");
}

void Daemon::Parts::adopt() {
  std::vector<Error> refused;
  for (const std::string& id : adopt_pending(control_services, self(), refused)) {
    log.info("a pattern that waited for this daemon is in force: " + id);
  }
  for (const Error& error : refused) log.error("a pattern that waited for this daemon was not added: " + error.message());
}

void Daemon::Parts::expire() {
  const auto change = rules.expire(clock.now_us() / 1'000'000, loop.now_ms());
  if (!change) return;
  if (!*change) return log.error("an expired pattern could not be taken out: " + change->error().message());
  report_expiry(control_services, change->value());
}

void Daemon::Parts::flush_masks() {
  if (!ledger.available() && !ledger.load()) return;
  const Status flushed = mask_days.flush(metrics.rule_masked, clock.now_us() / 1'000'000);
  if (!flushed) log.warn("the counts of masks by day are not stored yet: " + flushed.error().message());
}

void Daemon::Parts::stop() {
  if (shutdown) return;
  notify_service_manager("STOPPING=1");
  log.info("stopping: no new connections; what was accepted is finished");
  capture_acceptor.reset();
  control_acceptor.reset();
  for (const std::string& path : sockets.own_paths) unlink(path.c_str());
  shutdown.emplace(loop, settings.drain_ms,
                   Drain{[this] { capture.stop_reading(); }, [this] { syslog->drain(); },
                         [this] { return capture.quiet() && syslog->quiet() && sinks.idle() && control.quiet(); }});
}

Daemon::Daemon(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Daemon::~Daemon() = default;

Result<std::unique_ptr<Daemon>> Daemon::start(const Options& options, const Settings& settings, std::vector<std::string> rules_dirs,
                                              bool optional, Log& log) {
  auto read = [rules_dirs = std::move(rules_dirs), optional] { return read_catalogue(rules_dirs, optional); };
  CatalogueRead catalogue = read();
  if (!catalogue.faults.empty()) {
    for (const std::string& fault : catalogue.faults) log.error(fault);
    return Error{"rules.files_invalid", std::to_string(catalogue.faults.size()) + " faults in the rule files.", "Mend them; redactd --check tells the same."};
  }
  auto places = open_places(options, settings);
  if (!places) return places.error();
  auto sockets = open_sockets(options, places->group);
  if (!sockets) return sockets.error();
  auto parts = std::make_unique<Parts>(options, settings, std::move(*places), log);
  parts->sockets = std::move(*sockets);
  parts->wire(read);
  parts->vault.load();
  const auto loaded = parts->rules.load(std::move(catalogue.rules), parts->clock.now_us() / 1'000'000);
  if (!loaded) {
    for (const std::string& path : parts->sockets.own_paths) unlink(path.c_str());
    return loaded.error();
  }
  if (!loaded->removed.empty()) report_expiry(parts->control_services, *loaded);
  parts->adopt();
  parts->serve();
  log.info("ready: generation " + std::to_string(loaded->generation) + ", " + std::to_string(parts->rules.current().size()) +
           " rules, sockets in " + options.socket_dir);
  notify_service_manager("READY=1\nSTATUS=masking");
  return std::unique_ptr<Daemon>(new Daemon(std::move(parts)));
}

int Daemon::run() {
  parts_->loop.run();
  parts_->flush_masks();
  return kExitDone;
}

}  // namespace redactd::daemon
