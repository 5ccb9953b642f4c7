#include "daemon/rim/sqlite/leak_rows.h"

#include <map>

#include "core/base/utc_time.h"
#include "daemon/rim/sqlite/database.h"

namespace redactd::daemon {
namespace {

constexpr const char* kStates[] = {"open", "contained", "rotated", "closed"};

LeakState state_of(const std::string& name) {
  for (size_t i = 0; i < 4; ++i) {
    if (name == kStates[i]) return static_cast<LeakState>(i);
  }
  return LeakState::kOpen;  // the table's CHECK lets no other in
}

std::optional<std::string> time_text(const std::optional<int64_t>& time) {
  return time ? std::optional(format_rfc3339(*time)) : std::nullopt;
}
int64_t time_of(Statement& row, int column) { return parse_rfc3339(row.column_text(column)).value_or(0); }
std::optional<int64_t> optional_time_of(Statement& row, int column) {
  return row.column_is_null(column) ? std::nullopt : std::optional(time_of(row, column));
}

bool write_fields(Database& database, const Leak& leak) {
  // An upsert, not a REPLACE: that would delete the row that others refer to.
  Statement row(database, R"sql(INSERT INTO leaks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint, label = excluded.label, rule = excluded.rule, state = excluded.state,
  found_at = excluded.found_at, contained_at = excluded.contained_at, rotated_at = excluded.rotated_at, rotate_by = excluded.rotate_by,
  ttl_days = excluded.ttl_days, next_rotation = excluded.next_rotation, pattern_id = excluded.pattern_id, uid = excluded.uid,
  note = excluded.note)sql");
  row.text(1, leak.id).text(2, leak.fingerprint).text(3, leak.label).text(4, leak.rule);
  row.text(5, kStates[static_cast<size_t>(leak.state)]).text(6, format_rfc3339(leak.found_at));
  row.optional_text(7, time_text(leak.contained_at)).optional_text(8, time_text(leak.rotated_at));
  row.text(9, format_rfc3339(leak.rotate_by)).number(10, leak.ttl_days).text(11, format_rfc3339(leak.next_rotation));
  row.text(12, leak.pattern_id).number(13, leak.uid).text(14, leak.note);
  return row.run();
}

bool write_places(Database& database, const Leak& leak) {
  for (const char* sql : {"DELETE FROM places WHERE leak_id = ?", "DELETE FROM left_places WHERE leak_id = ?"}) {
    if (Statement cleared(database, sql); !cleared.text(1, leak.id).run()) return false;
  }
  // The same place told twice in one list counts once, with the later number.
  Statement place(database, "INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?)");
  for (const LeakPlace& entry : leak.places) {
    if (!place.text(1, leak.id).text(2, entry.path).number(3, static_cast<int64_t>(entry.count)).text(4, entry.how).run()) return false;
  }
  Statement left(database, "INSERT OR REPLACE INTO left_places VALUES (?, ?, ?, ?)");
  for (const LeakLeft& entry : leak.left) {
    if (!left.text(1, leak.id).text(2, entry.path).number(3, static_cast<int64_t>(entry.count)).text(4, entry.reason).run()) return false;
  }
  return true;
}

bool write_history(Database& database, const Leak& leak) {
  Statement event(database, "INSERT OR IGNORE INTO history VALUES (?, ?, ?, ?, ?, ?)");
  for (const LeakEvent& entry : leak.history) {
    event.text(1, leak.id).text(2, format_rfc3339(entry.time)).number(3, entry.uid);
    if (!event.text(4, entry.from).text(5, entry.to).text(6, entry.note).run()) return false;
  }
  return true;
}

Leak leak_of(Statement& row) {
  Leak leak;
  leak.id = row.column_text(0);
  leak.fingerprint = row.column_text(1);
  leak.label = row.column_text(2);
  leak.rule = row.column_text(3);
  leak.state = state_of(row.column_text(4));
  leak.found_at = time_of(row, 5);
  leak.contained_at = optional_time_of(row, 6);
  leak.rotated_at = optional_time_of(row, 7);
  leak.rotate_by = time_of(row, 8);
  leak.ttl_days = static_cast<int>(row.column_number(9));
  leak.next_rotation = time_of(row, 10);
  leak.pattern_id = row.column_text(11);
  leak.uid = static_cast<uint32_t>(row.column_number(12));
  leak.note = row.column_text(13);
  return leak;
}

// Gives each row of `sql` (leak_id first) to the leak that it belongs to.
template <typename Take>
bool each_row(Database& database, const char* sql, const std::map<std::string, Leak*>& leaks, Take take) {
  Statement row(database, sql);
  while (row.next()) {
    const auto found = leaks.find(row.column_text(0));
    if (found != leaks.end()) take(*found->second, row);
  }
  return row.ok();
}

}  // namespace

Status write_leak(Database& database, const Leak& leak) {
  if (write_fields(database, leak) && write_places(database, leak) && write_history(database, leak)) return {};
  return database.failure();
}

Result<std::vector<Leak>> read_leaks(Database& database) {
  std::vector<Leak> leaks;
  Statement row(database, "SELECT * FROM leaks ORDER BY rowid");
  while (row.next()) leaks.push_back(leak_of(row));
  if (!row.ok()) return database.failure();
  std::map<std::string, Leak*> by_id;
  for (Leak& leak : leaks) by_id[leak.id] = &leak;
  const bool read =
      each_row(database, "SELECT * FROM places ORDER BY rowid", by_id, [](Leak& leak, Statement& place) {
        leak.places.push_back({place.column_text(1), static_cast<uint64_t>(place.column_number(2)), place.column_text(3)});
      }) &&
      each_row(database, "SELECT * FROM left_places ORDER BY rowid", by_id, [](Leak& leak, Statement& left) {
        leak.left.push_back({left.column_text(1), static_cast<uint64_t>(left.column_number(2)), left.column_text(3)});
      }) &&
      each_row(database, "SELECT * FROM history ORDER BY time, rowid", by_id, [](Leak& leak, Statement& event) {
        leak.history.push_back({time_of(event, 1), static_cast<uint32_t>(event.column_number(2)), event.column_text(3), event.column_text(4), event.column_text(5)});
      });
  if (!read) return database.failure();
  return leaks;
}

}  // namespace redactd::daemon
