#include "client/ctl/leaks/report_style.h"

namespace redactd::ctl {

// Contrast of text on its ground: at least 4.5 in both schemes (WCAG 2.1, 1.4.3). State is always a word, never colour alone.
const std::string_view kReportStyle = R"css(
:root{color-scheme:light dark;--ground:#f7f7f5;--card:#fff;--text:#1d2228;--muted:#59626d;--line:#dcdfe2;--accent:#1f5f8b;
--bad:#a32a1e;--bad-ground:#fbeae7;--warn:#7d5200;--warn-ground:#fbf1dc;--good:#22663f;--good-ground:#e6f3ea;
--s1:#2c6b9b;--s2:#55a295;--s3:#d0963b;--s4:#a9583f;--s5:#7a67a8;--s6:#95a0ab}
@media (prefers-color-scheme:dark){:root{--ground:#14171a;--card:#1c2024;--text:#e6e9ec;--muted:#a0a9b3;--line:#343a41;--accent:#84bce6;
--bad:#f4a199;--bad-ground:#3a1f1c;--warn:#e7c07b;--warn-ground:#362b16;--good:#93cfa8;--good-ground:#1b3123;
--s1:#6aa9d8;--s2:#7cc7b9;--s3:#e2b364;--s4:#d68d76;--s5:#a999d6;--s6:#7d8894}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;
font-variant-numeric:tabular-nums}
main{max-width:56rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
h1{font-size:1.75rem;line-height:1.2;margin:0;letter-spacing:-.01em}
h2{font-size:1.2rem;margin:2.75rem 0 .75rem}
h3{font-size:1.1rem;margin:0;display:flex;flex-wrap:wrap;gap:.4rem .75rem;align-items:baseline}
h4{font-size:.8rem;margin:1.5rem 0 .4rem;color:var(--muted);text-transform:uppercase;letter-spacing:.06em}
p{margin:.4rem 0}
.muted{color:var(--muted)}
a{color:var(--accent)}
time{white-space:nowrap}
.advice{font-size:.925rem;margin-top:.75rem}
code{font:.875em/1.5 ui-monospace,"SFMono-Regular",Menlo,Consolas,monospace;overflow-wrap:anywhere}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(7.5rem,1fr));gap:.75rem;margin:1.75rem 0 0;padding:0;list-style:none}
.tiles li{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.8rem 1rem}
.tiles b{display:block;font-size:1.75rem;line-height:1.2;font-weight:600}
.tiles .alarm{background:var(--bad-ground);border-color:var(--bad);color:var(--bad)}
.tiles span{font-size:.85rem;color:var(--muted)}
.tiles .alarm span{color:var(--bad)}
.card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.25rem;margin:0 0 1.25rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.925rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--line)}
th{font-weight:600;color:var(--muted);font-size:.825rem}
tbody tr:last-child td{border-bottom:0}
.number{text-align:right;white-space:nowrap}
td.number+td,th.number+th{padding-left:.75rem}
.nowrap{white-space:nowrap}
.state{display:inline-block;border-radius:1rem;padding:.05rem .65rem;font-size:.8rem;font-weight:600;white-space:nowrap}
.open,.overdue{background:var(--bad-ground);color:var(--bad)}
.contained{background:var(--warn-ground);color:var(--warn)}
.rotated{background:var(--good-ground);color:var(--good)}
.closed{background:var(--ground);color:var(--muted);border:1px solid var(--line)}
.track{display:grid;grid-template-columns:repeat(4,1fr);gap:.35rem;list-style:none;margin:1rem 0 0;padding:0;font-size:.8rem;color:var(--muted)}
.track li{border-top:.3rem solid var(--line);padding-top:.35rem}
.track .done{border-color:var(--accent);color:var(--text)}
.track b{display:block;font-weight:600}
.track time{white-space:normal}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:1rem 0 0;font-size:.925rem}
dt{color:var(--muted)}
dd{margin:0;overflow-wrap:anywhere}
.timeline{list-style:none;margin:0;padding:0 0 0 .3rem;font-size:.925rem}
.timeline li{border-left:2px solid var(--line);padding:0 0 .7rem 1.1rem;position:relative}
.timeline li::before{content:"";position:absolute;left:-.4rem;top:.45rem;width:.65rem;height:.65rem;border-radius:50%;background:var(--accent)}
.timeline li:last-child{border-color:transparent;padding-bottom:0}
.steps{margin:0;padding-left:1.3rem;font-size:.925rem}
.steps li{padding-left:.2rem;margin:.2rem 0}
svg{display:block;width:100%;min-width:38rem;height:auto}
svg text{font-size:12px;fill:var(--muted)}
svg .value{text-anchor:middle;fill:var(--text);font-size:11px}
svg .middle{text-anchor:middle}
svg .end{text-anchor:end}
svg .grid{stroke:var(--line);stroke-width:1}
.s1{fill:var(--s1);background:var(--s1)}.s2{fill:var(--s2);background:var(--s2)}.s3{fill:var(--s3);background:var(--s3)}
.s4{fill:var(--s4);background:var(--s4)}.s5{fill:var(--s5);background:var(--s5)}.s6{fill:var(--s6);background:var(--s6)}
.key{display:inline-block;width:.8rem;height:.8rem;border-radius:.2rem;margin-right:.55rem;vertical-align:-.05rem}
summary{cursor:pointer;color:var(--accent);margin-top:.75rem;font-size:.925rem}
footer{margin-top:3rem;font-size:.85rem;color:var(--muted)}
@media (max-width:34rem){main{padding:1.5rem .9rem 3rem}.card{padding:1rem}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}}
@media print{:root{--ground:#fff;--card:#fff;--text:#000;--muted:#444;--line:#bbb;--bad:#8c1d12;--bad-ground:#fff;--warn:#6b4600;--warn-ground:#fff;
--good:#14532d;--good-ground:#fff;--accent:#1f5f8b;--s1:#2c6b9b;--s2:#55a295;--s3:#d0963b;--s4:#a9583f;--s5:#7a67a8;--s6:#95a0ab}
body{font-size:10.5pt}main{max-width:none;padding:0}.wide{overflow:visible}svg{min-width:0}
.card,.tiles li{break-inside:avoid}h2{break-after:avoid}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
details>*{display:block}}
)css";

}  // namespace redactd::ctl
