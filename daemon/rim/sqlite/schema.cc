#include "daemon/rim/sqlite/schema.h"

#include <array>
#include <string>

#include "daemon/rim/sqlite/database.h"

namespace redactd::daemon {
namespace {

// A step, once shipped, is never edited: a new one is added behind it.
constexpr std::array<const char*, 1> kSteps = {
    R"sql(
CREATE TABLE leaks (
  id TEXT PRIMARY KEY,
  fingerprint TEXT NOT NULL UNIQUE CHECK (length(fingerprint) = 32),
  label TEXT NOT NULL,
  rule TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'contained', 'rotated', 'closed')),
  found_at TEXT NOT NULL,
  contained_at TEXT,
  rotated_at TEXT,
  rotate_by TEXT NOT NULL,
  ttl_days INTEGER NOT NULL CHECK (ttl_days BETWEEN 1 AND 366),
  next_rotation TEXT NOT NULL,
  pattern_id TEXT NOT NULL,
  uid INTEGER NOT NULL,
  note TEXT NOT NULL
);
CREATE TABLE places (
  leak_id TEXT NOT NULL REFERENCES leaks (id),
  path TEXT NOT NULL,
  count INTEGER NOT NULL,
  how TEXT NOT NULL,
  PRIMARY KEY (leak_id, path, how)
);
CREATE TABLE left_places (
  leak_id TEXT NOT NULL REFERENCES leaks (id),
  path TEXT NOT NULL,
  count INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (leak_id, path, reason)
);
CREATE TABLE history (
  leak_id TEXT NOT NULL REFERENCES leaks (id),
  time TEXT NOT NULL,
  uid INTEGER NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  note TEXT NOT NULL,
  UNIQUE (leak_id, time, uid, from_state, to_state, note)
);
CREATE TRIGGER history_is_not_changed BEFORE UPDATE ON history
BEGIN SELECT RAISE(ABORT, 'the history of a leak is append-only'); END;
CREATE TRIGGER history_is_not_deleted BEFORE DELETE ON history
BEGIN SELECT RAISE(ABORT, 'the history of a leak is append-only'); END;
CREATE TABLE masks (
  day TEXT NOT NULL,
  rule TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (day, rule)
) WITHOUT ROWID;
)sql",
};

Result<size_t> version_of(Database& database) {
  Status made = database.run("CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL)");
  if (!made) return made.error();
  Statement query(database, "SELECT COALESCE(MAX(version), 0) FROM schema_migrations");
  if (!query.next()) return database.failure();
  return static_cast<size_t>(query.column_number(0));
}

Status apply(Database& database, size_t version) {
  Transaction all(database);
  if (!all.begun()) return all.begun();
  if (Status made = database.run(kSteps[version - 1]); !made) return made;
  Statement noted(database, "INSERT INTO schema_migrations VALUES (?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))");
  if (!noted.number(1, static_cast<int64_t>(version)).run()) return database.failure();
  return all.commit();
}

}  // namespace

Status migrate(Database& database) {
  const auto version = version_of(database);
  if (!version) return version.error();
  if (*version > kSteps.size()) {
    return Error{"ledger.unavailable", "The ledger was written by a newer version of redactd; it is left alone.", "Install that version, or import an export of it."};
  }
  for (size_t step = *version + 1; step <= kSteps.size(); ++step) {
    if (Status applied = apply(database, step); !applied) return applied;
  }
  return {};
}

}  // namespace redactd::daemon
