// Style and script of the HTML format; both stand inside the file, which refers to nothing outside it.
#include "render/html_parts.hpp"

namespace barqdb::render {

const std::string_view html_style = R"css(
:root { color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --text: #1b2330; --soft: #5d6878; --line: #dde2e9; --accent: #2f6fde;
  --code: #f0f2f6; --keep: #cfe0f7; --drop: #f6b9b3; --review: #f8dc9c; --insufficient: #dcd9ea; --group: #e8ecf2;
  --good: #1d7f4e; --bad: #b3261e; --warn: #8f5a00; --bar: #6d9be8; }
@media (prefers-color-scheme: dark) { :root {
  --page: #12161c; --card: #1a2029; --text: #e4e9f0; --soft: #98a4b5; --line: #2c3542; --accent: #7fb0ff;
  --code: #111720; --keep: #27446d; --drop: #7c2f2a; --review: #6b5118; --insufficient: #3d3957; --group: #222a35;
  --good: #67d19c; --bad: #ff8f86; --warn: #f2bf5e; --bar: #4f7fcf; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 14px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
main { max-width: 1240px; margin: 0 auto; padding: 28px 20px 60px; }
h1 { font-size: 25px; line-height: 1.25; margin: 0 0 4px; font-weight: 650; letter-spacing: -0.01em; }
h2 { font-size: 16px; margin: 0 0 12px; font-weight: 650; }
.meta, .note, .quiet { color: var(--soft); } .note { margin: 2px 0; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 18px 20px; margin-top: 18px; }
.metrics { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin-top: 18px; }
.metric { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px 14px; }
.metric b { display: block; font-size: 21px; font-weight: 650; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; line-height: 1.3; }
.metric span { color: var(--soft); font-size: 12.5px; }
svg { display: block; width: 100%; height: auto; } svg text { font-size: 11.5px; fill: var(--text); }
.treemap .group > rect { fill: var(--group); stroke: var(--line); } .treemap .group > text { font-weight: 650; font-size: 11.5px; }
.treemap .tile rect { fill: var(--keep); } .treemap .tile:hover rect { stroke: var(--accent); stroke-width: 1.5; }
.treemap .tile text { pointer-events: none; } .treemap .small { fill: var(--soft); font-size: 10.5px; }
.treemap .tone-drop rect { fill: var(--drop); } .treemap .tone-review rect { fill: var(--review); }
.treemap .tone-insufficient rect { fill: var(--insufficient); }
.series line { stroke: var(--line); } .series .bar { fill: var(--bar); } .series .bar:hover { fill: var(--accent); }
.series .axis { fill: var(--soft); font-size: 11.5px; } .series .end { text-anchor: end; } .series .middle { text-anchor: middle; }
.quantiles .whole { stroke: var(--soft); stroke-width: 1.5; } .quantiles .mark { fill: var(--soft); } .quantiles g:hover .bar { fill: var(--accent); }
.legend { display: flex; gap: 16px; flex-wrap: wrap; margin: 0 0 10px; color: var(--soft); font-size: 12.5px; }
.legend i { display: inline-block; width: 12px; height: 12px; border-radius: 3px; margin-right: 6px; vertical-align: -1px; background: var(--keep); }
.legend .tone-drop i { background: var(--drop); } .legend .tone-review i { background: var(--review); } .legend .tone-insufficient i { background: var(--insufficient); }
.badge { display: inline-block; padding: 0 8px; border-radius: 999px; font-size: 12px; font-weight: 600; line-height: 20px; white-space: nowrap; background: var(--keep); }
.badge.tone-drop, .badge.tone-error { background: var(--drop); } .badge.tone-review, .badge.tone-warning { background: var(--review); }
.badge.tone-insufficient, .badge.tone-info { background: var(--insufficient); }
.finding { border-top: 1px solid var(--line); padding: 14px 0; } .finding:first-of-type { border-top: 0; padding-top: 0; } .finding:last-child { padding-bottom: 0; }
.finding h3 { margin: 0 0 4px; font-size: 14px; font-weight: 600; display: flex; gap: 10px; flex-wrap: wrap; align-items: baseline; }
.finding h3 .object { overflow-wrap: anywhere; } .finding p { margin: 0; overflow-wrap: anywhere; }
details > summary { cursor: pointer; color: var(--soft); border-top: 1px solid var(--line); padding: 12px 0 0; } details[open] > summary { padding-bottom: 12px; }
.check { color: var(--soft); font-weight: 400; font-size: 13px; }
dl.evidence { display: flex; flex-wrap: wrap; gap: 2px 18px; margin: 6px 0 0; font-size: 12.5px; }
dl.evidence div { display: flex; gap: 6px; max-width: 100%; } dl.evidence dt { color: var(--soft); white-space: nowrap; } dl.evidence dd { margin: 0; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: 6px; padding: 8px 12px; margin: 8px 0 0; overflow-x: auto; font: 12.5px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
pre.plan { white-space: pre; } section > details { padding-bottom: 10px; }
pre .way { color: var(--soft); user-select: none; }
.scroll { overflow-x: auto; margin: 0 -20px; padding: 0 20px; }
table { border-collapse: collapse; width: 100%; font-size: 13px; } caption { text-align: left; color: var(--soft); padding-bottom: 8px; }
th, td { padding: 5px 10px 5px 0; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; }
td { overflow-wrap: anywhere; } th { color: var(--soft); font-weight: 600; white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th button { all: unset; cursor: pointer; } th button:hover, th button:focus-visible { color: var(--accent); }
th[aria-sort=ascending] button::after { content: " \25B2"; font-size: 9px; } th[aria-sort=descending] button::after { content: " \25BC"; font-size: 9px; }
tbody tr:hover { background: var(--code); }
.filter { float: right; font: inherit; padding: 4px 10px; border: 1px solid var(--line); border-radius: 6px; background: var(--page); color: var(--text); width: 220px; }
footer { color: var(--soft); margin-top: 24px; font-size: 12.5px; }
@media print { :root { --page: #fff; --card: #fff; } body { font-size: 11px; } main { max-width: none; padding: 0; }
  section, .metric { border-color: #bbb; break-inside: auto; } .finding, tr, .metric, svg { break-inside: avoid; } .filter { display: none; } details::details-content { content-visibility: visible; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
)css";

// Sorts the table by a click on a head, and hides rows that do not have the words of the filter.
const std::string_view html_script = R"js(
(function () {
  var table = document.querySelector('table.rows');
  if (!table) return;
  var body = table.tBodies[0];
  var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
  function key(row, column) {
    var cell = row.cells[column];
    return cell.hasAttribute('data-n') ? parseFloat(cell.getAttribute('data-n')) : cell.textContent.toLowerCase();
  }
  function compare(a, b) {
    if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
    return a < b ? -1 : a > b ? 1 : 0;
  }
  heads.forEach(function (head, column) {
    var button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    head.textContent = '';
    head.appendChild(button);
    button.addEventListener('click', function () {
      var numeric = head.className.indexOf('number') >= 0;
      var now = head.getAttribute('aria-sort');
      var down = now ? now === 'ascending' : numeric;
      heads.forEach(function (other) { other.removeAttribute('aria-sort'); });
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      var rows = Array.prototype.slice.call(body.rows);
      rows.sort(function (a, b) { return (down ? -1 : 1) * compare(key(a, column), key(b, column)); });
      rows.forEach(function (row) { body.appendChild(row); });
    });
  });
  var filter = document.createElement('input');
  filter.type = 'search';
  filter.className = 'filter';
  filter.placeholder = 'Filter rows';
  filter.setAttribute('aria-label', 'Filter rows');
  filter.addEventListener('input', function () {
    var words = filter.value.toLowerCase().split(/\s+/);
    Array.prototype.forEach.call(body.rows, function (row) {
      var text = row.textContent.toLowerCase();
      row.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
    });
  });
  table.closest('section').insertBefore(filter, table.closest('section').firstChild);
})();
)js";

}  // namespace barqdb::render
