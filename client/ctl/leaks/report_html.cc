#include <sodium.h>

#include <array>

#include "client/ctl/leaks/html.h"
#include "client/ctl/leaks/mask_chart.h"
#include "client/ctl/leaks/report.h"
#include "client/ctl/leaks/report_leak.h"
#include "client/ctl/leaks/report_style.h"
#include "core/base/bytes.h"
#include "core/base/utc_time.h"

namespace redactd::ctl {
namespace {

using html::element;
using html::escape;

constexpr size_t kSeries = 5;

// Nothing but this very style sheet may act or be loaded, whatever a text in the page says.
std::string policy() {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(kReportStyle.data()), kReportStyle.size());
  return "default-src 'none'; style-src 'sha256-" + base64_encode({reinterpret_cast<const char*>(hash.data()), hash.size()}) +
         "'; base-uri 'none'; form-action 'none'";
}

std::string tile(const char* id, uint64_t value, const char* name, bool alarm = false) {
  return std::string("<li") + (alarm ? " class=\"alarm\"" : "") + "><b id=\"" + id + "\">" + html::number(value) + "</b>" + element("span", name) + "</li>\n";
}

std::string tiles(const Report& report) {
  return "<ul class=\"tiles\">\n" + tile("overdue", report.overdue(), "overdue", report.overdue() > 0) + tile("open", report.count("open"), "open") +
         tile("contained", report.count("contained"), "contained") + tile("rotated", report.count("rotated"), "rotated") +
         tile("closed", report.count("closed"), "closed") + tile("masked", report.masked(), "masked") + "</ul>\n";
}

std::string due_table(const Report& report) {
  std::string rows;
  for (const LeakView& leak : report.leaks) {
    if (leak.due().empty()) continue;
    rows += "<tr><td><a href=\"#" + escape(leak.id) + "\"><code>" + escape(leak.id) + "</code></a><br>" + element("b", leak.label) + "</td><td>" +
            state_badge(leak) + "</td><td>" + (leak.awaits_rotation() ? "rotate now" : "next rotation") + "</td><td>" + html::time(leak.due()) +
            "<br><span class=\"muted\">" + escape(distance(leak.due(), report.now)) + "</span></td></tr>\n";
  }
  if (rows.empty()) return element("p", "Nothing is due.", "card");
  return "<div class=\"card wide\"><table id=\"due\"><thead><tr><th>Leak</th><th>State</th><th>What</th><th>Due</th></tr></thead><tbody>\n" + rows +
         "</tbody></table></div>\n";
}

std::string masks(const Report& report) {
  const MaskGrid grid = mask_grid(report.masks, report.days, report.now, kSeries);
  const std::string heading = "<h2>Masked in the last " + std::to_string(report.days) + " days</h2>\n";
  if (grid.series.empty()) return heading + element("p", "Nothing was masked in these days.", "card");
  return heading + "<section class=\"card\"><div class=\"wide\">" + mask_chart_svg(grid) + "</div>\n" + mask_tables_html(grid) + "</section>\n";
}

}  // namespace

std::string html_report(const Report& report) {
  const std::string now = format_rfc3339(report.now);
  std::string page = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy() +
                     "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
                     "<meta name=\"robots\" content=\"noindex\">\n<title>Leaks, " + escape(now.substr(0, 10)) + "</title>\n<style>" + std::string(kReportStyle) +
                     "</style>\n</head>\n<body>\n<main>\n<header><h1>Leaks</h1>\n<p class=\"muted\">As of " + html::time(now) + "</p></header>\n";
  page += tiles(report);
  page += "<h2>What is due</h2>\n" + due_table(report);
  page += masks(report);
  page += "<h2>Each leak</h2>\n";
  if (report.leaks.empty()) page += element("p", "The ledger holds no leak.", "card");
  for (size_t i = 0; i < report.leaks.size(); ++i) page += leak_article(report.leaks[i], report.steps[i], report.now);
  return page + "<footer>redactd " + escape(report.version) + ". No secret, nor a piece of one, stands in this page: fingerprints are keyed hashes.</footer>\n"
         "</main>\n</body>\n</html>\n";
}

}  // namespace redactd::ctl
