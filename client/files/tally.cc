#include "client/files/tally.h"

#include <algorithm>
#include <cstring>

#include "core/drill/mask.h"

namespace redactd::files {

Tally::Tally(const drill::Target& target) : target_(target), searcher_(target.make_searcher()) {}

std::string Tally::masked(std::string text) {
  std::vector<drill::Match> matches;
  searcher_->find(text, 0, true, true, matches);
  std::erase_if(matches, [](const drill::Match& match) { return match.rank == drill::Rank::kWeak; });
  if (!matches.empty()) drill::mask_in_memory(matches, target_, 0, text.data(), text.size());
  return text;
}

namespace {

// The resolved path in a command is what has to be typed; at the start of a path it is the caller's own words that are wanted.
std::string in_words_of(const Found& file, const std::string& path) { return path == file.path() ? file.shown() : path; }

}  // namespace

void Tally::add(const Found& file, FileResult result, Action action) {
  std::lock_guard lock(mutex_);
  report_.bytes_seen += result.bytes_seen;
  report_.matches += result.matches;
  report_.masked += result.masked;
  report_.partials += result.partials;
  report_.weak += result.weak;
  for (size_t i = 0; i < drill::kForms; ++i) report_.by_form[i] += result.by_form[i];
  uint64_t touched = action == Action::kMask ? result.masked : result.matches + result.partials;
  if (!result.how.empty() && touched > 0) {
    auto [at, is_new] = changed_.try_emplace(file.shown(), report_.changed.size());
    if (is_new) report_.changed.push_back({masked(file.shown()), 0, result.how, false});
    Place& place = report_.changed[at->second];
    place.count += touched;
    place.residue = place.residue || result.residue;
  }
  if (result.left && left_.insert(file.shown() + '\0' + result.left->reason).second) {
    Left& left = *result.left;
    report_.left.push_back({masked(in_words_of(file, left.path)), left.count, left.reason, masked(left.advice)});
  }
  if (result.unread) say_unread(file.shown(), *result.unread);
  for (Spot& spot : result.spots) {
    spot.path = masked(in_words_of(file, spot.path));
    report_.spots.push_back(std::move(spot));
  }
}

void Tally::skipped(const std::string& shown, const char* reason) {
  std::lock_guard lock(mutex_);
  report_.skipped.push_back({masked(shown), reason});
}

void Tally::unread(const std::string& shown, int error) {
  std::lock_guard lock(mutex_);
  say_unread(shown, std::string(strerror(error)) + ".");
}

void Tally::say_unread(const std::string& shown, const std::string& sentence) {
  if (unread_.insert(shown).second) report_.unread.push_back({masked(shown), masked(sentence)});
}

SweepReport Tally::take() {
  std::lock_guard lock(mutex_);
  report_.files_changed = report_.changed.size();
  auto by_path = [](const auto& a, const auto& b) { return a.path < b.path; };
  std::stable_sort(report_.changed.begin(), report_.changed.end(), by_path);
  std::stable_sort(report_.left.begin(), report_.left.end(), by_path);
  std::stable_sort(report_.skipped.begin(), report_.skipped.end(), by_path);
  std::stable_sort(report_.unread.begin(), report_.unread.end(), by_path);
  return std::move(report_);
}

}  // namespace redactd::files
