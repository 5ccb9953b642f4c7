// Small texts, each searched by itself.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "client/files/handler.h"

namespace redactd::files {

// One thread's. Keeps its working memory between texts.
class TextSearch {
 public:
  explicit TextSearch(const drill::Target& target) : searcher_(target.make_searcher()) {}

  // The matches of a text that stands alone; valid until the next call.
  const std::vector<drill::Match>& find(std::string_view text) {
    matches_.clear();
    searcher_->find(text, 0, true, true, matches_);
    return matches_;
  }

 private:
  std::unique_ptr<drill::Searcher> searcher_;
  std::vector<drill::Match> matches_;
};

}  // namespace redactd::files
