// SQLite in a few words: statements that end by themselves, errors that carry our codes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace redactd::daemon {

class Database {
 public:
  Database() = default;
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // The file exists. Write-ahead log, synced at every commit. Errors: ledger.unavailable.
  Status open(const std::string& path);
  bool is_open() const { return handle_ != nullptr; }
  void close();

  // One or more statements without parameters.
  Status run(const char* sql);
  // What the last failure means: ledger.no_space, ledger.unavailable (damaged), ledger.io.
  Error failure() const;

  sqlite3* handle() { return handle_; }

 private:
  sqlite3* handle_ = nullptr;
};

// Usage: Statement s(db, "..."); s.text(1, x); while (s.next()) s.column_text(0); if (!s.ok()) return db.failure();
class Statement {
 public:
  Statement(Database& database, const char* sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // Parameters count from 1.
  Statement& text(int index, std::string_view value);
  Statement& number(int index, int64_t value);
  Statement& optional_text(int index, const std::optional<std::string>& value);

  // To the next row; false at the end, or on a failure.
  bool next();
  // For statements without rows; afterwards it can be bound and run again.
  bool run();
  bool ok() const { return ok_; }

  std::string column_text(int column);
  int64_t column_number(int column);
  bool column_is_null(int column);

 private:
  sqlite3_stmt* handle_ = nullptr;
  bool ok_ = true;
};

// Everything until commit() happens, or nothing of it.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database), begun_(database.run("BEGIN IMMEDIATE")) {}
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  const Status& begun() const { return begun_; }
  Status commit();

 private:
  Database& database_;
  Status begun_;
  bool committed_ = false;
};

}  // namespace redactd::daemon
