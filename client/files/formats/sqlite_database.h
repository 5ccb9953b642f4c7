// One connection to a SQLite database, opened so that nothing in the database can run: no triggers, no views, no functions of ours.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

struct sqlite3;
struct sqlite3_stmt;

namespace redactd::files {

enum class Access : uint8_t { kImmutable, kRead, kWrite };  // kImmutable: no locks, no file beside it is looked at

class Database {
 public:
  // `path`: its folder is resolved, a link as its last part is refused. ok() tells whether it could be opened.
  Database(const std::string& path, Access access);

  // SQLite's extended result code of the last call that failed; 0: none so far. Its own messages may quote what is stored, so
  // they are not used.
  int error() const { return error_; }
  bool ok() const { return error_ == 0; }
  void forget_error() { error_ = 0; }
  bool is_busy() const;     // somebody else's lock
  bool is_corrupt() const;  // or no database
  // "database disk image is malformed".
  std::string reason() const;

  bool is_read_only() const;
  bool run(const std::string& sql);
  // `row` gets the statement at each row; text() and number() read its columns.
  bool each(const std::string& sql, const std::function<void(sqlite3_stmt* row)>& row);
  static std::string text(sqlite3_stmt* row, int column);
  static int64_t number(sqlite3_stmt* row, int column);
  // The first column of the first row.
  std::string text_of(const std::string& sql);
  int64_t number_of(const std::string& sql);

  sqlite3* handle() const { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  bool check(int code);

  std::unique_ptr<sqlite3, Close> handle_;
  int error_ = 0;
};

// A name as SQL writes it.
std::string sql_name(const std::string& name);

}  // namespace redactd::files
