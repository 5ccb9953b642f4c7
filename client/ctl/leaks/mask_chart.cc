#include "client/ctl/leaks/mask_chart.h"

#include <algorithm>
#include <cstdio>

#include "client/ctl/leaks/html.h"

namespace redactd::ctl {
namespace {

// In units of the picture.
constexpr double kWidth = 760, kHeight = 268, kLeft = 44, kRight = 8, kTop = 26, kBottom = 34;
constexpr double kPlotHeight = kHeight - kTop - kBottom, kPlotWidth = kWidth - kLeft - kRight;
constexpr int kGridLines = 4;

std::string coordinate(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  return text;
}

// The next number of the form 1, 2, 2.5 or 5 times a power of ten that is a multiple of the grid.
uint64_t round_top(uint64_t most) {
  uint64_t power = 4;
  for (;; power *= 10) {
    for (const uint64_t top : {power, 2 * power, 5 * power}) {
      if (top >= most) return top;
    }
  }
}

std::string text_at(double x, double y, const char* css_class, const std::string& text) {
  return "<text x=\"" + coordinate(x) + "\" y=\"" + coordinate(y) + "\" class=\"" + css_class + "\">" + html::escape(text) + "</text>\n";
}

std::string grid_lines(uint64_t top) {
  std::string out;
  for (int line = 0; line <= kGridLines; ++line) {
    const double y = kTop + kPlotHeight * (1 - static_cast<double>(line) / kGridLines);
    out += "<line class=\"grid\" x1=\"" + coordinate(kLeft) + "\" x2=\"" + coordinate(kWidth - kRight) + "\" y1=\"" + coordinate(y) + "\" y2=\"" +
           coordinate(y) + "\"/>\n";
    out += text_at(kLeft - 8, y + 4, "tick end", html::short_number(top * static_cast<uint64_t>(line) / kGridLines));
  }
  return out;
}

std::string column(const MaskGrid& grid, size_t day, double x, double width, uint64_t top) {
  std::string out;
  double y = kTop + kPlotHeight;
  for (size_t number = 0; number < grid.series.size(); ++number) {
    const MaskSeries& series = grid.series[number];
    const uint64_t count = series.by_day[day];
    if (count == 0) continue;
    const double height = kPlotHeight * static_cast<double>(count) / static_cast<double>(top);
    y -= height;
    out += "<rect class=\"s" + std::to_string(number + 1) + "\" x=\"" + coordinate(x) + "\" y=\"" + coordinate(y) + "\" width=\"" + coordinate(width) +
           "\" height=\"" + coordinate(height) + "\"><title>" + html::escape(grid.days[day] + ": " + series.rule + ", " + html::number(count)) +
           "</title></rect>\n";
  }
  if (grid.totals[day] > 0) out += text_at(x + width / 2, y - 6, "value", html::short_number(grid.totals[day]));
  return out;
}

}  // namespace

std::string mask_chart_svg(const MaskGrid& grid) {
  const uint64_t top = round_top(grid.totals.empty() ? 0 : *std::max_element(grid.totals.begin(), grid.totals.end()));
  std::string out = "<svg viewBox=\"0 0 " + coordinate(kWidth) + " " + coordinate(kHeight) +
                    "\" role=\"img\" aria-labelledby=\"chart-title\">\n<title id=\"chart-title\">Masked findings by day, stacked by rule; the tables "
                    "below hold the same numbers</title>\n" + grid_lines(top);
  const double step = kPlotWidth / static_cast<double>(std::max<size_t>(grid.days.size(), 1));
  const size_t label_every = std::max<size_t>(1, grid.days.size() / 6);
  for (size_t day = 0; day < grid.days.size(); ++day) {
    const double x = kLeft + step * static_cast<double>(day);
    out += column(grid, day, x + step * 0.14, step * 0.72, top);
    // Counted from the newest day, so that today has a label.
    if ((grid.days.size() - 1 - day) % label_every == 0) out += text_at(x + step / 2, kHeight - 12, "tick middle", grid.days[day].substr(5));
  }
  return out + "</svg>\n";
}

std::string mask_tables_html(const MaskGrid& grid) {
  std::string rows, days;
  for (size_t number = 0; number < grid.series.size(); ++number) {
    rows += "<tr><td><span class=\"key s" + std::to_string(number + 1) + "\"></span><code>" + html::escape(grid.series[number].rule) +
            "</code></td><td class=\"number\">" + html::number(grid.series[number].total) + "</td></tr>\n";
  }
  for (size_t day = grid.days.size(); day-- > 0;) {
    for (const MaskSeries& series : grid.series) {
      if (series.by_day[day] == 0) continue;
      days += "<tr><td>" + html::escape(grid.days[day]) + "</td><td><code>" + html::escape(series.rule) + "</code></td><td class=\"number\">" +
              html::number(series.by_day[day]) + "</td></tr>\n";
    }
  }
  return "<table id=\"masks-by-rule\"><thead><tr><th>Rule</th><th class=\"number\">Masked</th></tr></thead><tbody>\n" + rows +
         "</tbody></table>\n<details><summary>By day</summary>\n<table id=\"masks-by-day\"><thead><tr><th>Day</th><th>Rule</th><th "
         "class=\"number\">Masked</th></tr></thead><tbody>\n" + days + "</tbody></table></details>\n";
}

}  // namespace redactd::ctl
