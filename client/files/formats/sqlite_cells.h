// Search and mask as functions inside SQLite. The value itself is never bound to a statement: SQLite hands us each cell.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "client/files/formats/middle_pieces.h"
#include "client/files/formats/sqlite_database.h"
#include "client/files/formats/sqlite_schema.h"
#include "client/files/formats/text_search.h"

namespace redactd::files {

class Cells {
 public:
  // Registers the functions; `database` must not outlive this object's use.
  Cells(Database& database, const OpenFile& file, const drill::Target& target, const SweepOptions& options);
  ~Cells();
  Cells(const Cells&) = delete;
  Cells& operator=(const Cells&) = delete;

  // Counts every match of the table's cells into `result`.
  bool count_table(const Table& table, FileResult& result);

  // Masks every cell that matches. Where a unique key forbids two rows to become equal, the padding of the mask is numbered.
  // `remaining`: rows that could not be changed. False: database.error().
  bool mask_table(const Table& table, uint64_t& remaining);

  // Of what was masked.
  const MiddlePieces& pieces() const { return pieces_; }

  // For SQLite only.
  bool hits(std::string_view cell);
  void count_cell(std::string_view cell);
  std::string masked(std::string_view cell);

 private:

  Database& database_;
  const OpenFile& file_;
  const drill::Target& target_;
  const SweepOptions& options_;
  TextSearch search_;
  MiddlePieces pieces_;
  FileResult* counted_ = nullptr;
  bool is_numbering_ = false;
  uint64_t number_ = 0;
};

}  // namespace redactd::files
