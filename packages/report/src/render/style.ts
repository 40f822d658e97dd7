/** How a report looks: light and dark by the reader's system or choice, and on paper. */
export const STYLE = `
:root { --background: #ffffff; --ink: #1b1f24; --muted: #5c6670; --line: #d8dde2; --panel: #f6f8f9; --accent: #0064a8; --good: #00734f; --bad: #a84300; }
:root.dark { --background: #15191e; --ink: #e8ecf0; --muted: #9aa6b1; --line: #333c45; --panel: #1c2229; --accent: #6bb8f0; --good: #4fc79a; --bad: #f0955a; color-scheme: dark; }
:root.light { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--background); color: var(--ink); font: 14px/1.45 Helvetica, Arial, sans-serif; }
main { max-width: 1360px; margin: 0 auto; padding: 20px 24px 60px; }
header h1 { font-size: 22px; margin: 0 0 2px; overflow-wrap: anywhere; }
main > section { margin-top: 34px; padding-top: 12px; border-top: 1px solid var(--line); } main > div > section { margin-top: 34px; padding-top: 12px; border-top: 1px solid var(--line); }
h2 { font-size: 17px; margin: 0 0 4px; }
h3 { font-size: 14px; margin: 0 0 4px; }
p { margin: 2px 0 8px; color: var(--muted); max-width: 90ch; }
.bar { display: flex; flex-wrap: wrap; gap: 8px 14px; align-items: center; margin: 8px 0; }
.spread { display: flex; flex-wrap: wrap; gap: 8px; align-items: baseline; justify-content: space-between; }
.verdict { display: flex; flex-wrap: wrap; gap: 10px; margin: 14px 0 8px; }
.card { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 8px 12px; min-width: 130px; flex: 1 1 130px; }
.card { color: inherit; text-decoration: none; } a.card:hover { border-color: var(--accent); }
.card .label { color: var(--muted); font-size: 12px; }
.card .value { font-size: 19px; font-weight: bold; white-space: nowrap; font-variant-numeric: tabular-nums; }
.card .note { color: var(--muted); font-size: 11px; }
.legal { color: var(--good); font-weight: bold; }
.good { color: var(--good); } .bad { color: var(--bad); }
nav { display: flex; flex-wrap: wrap; gap: 4px 14px; margin: 8px 0 0; font-size: 13px; }
a { color: var(--accent); }
button, select, input { font: inherit; color: inherit; background: var(--background); border: 1px solid var(--line); border-radius: 4px; padding: 3px 8px; }
button { cursor: pointer; } button:hover, select:hover { border-color: var(--accent); }
button.small { font-size: 12px; padding: 1px 7px; color: var(--muted); }
button[aria-pressed="true"] { background: var(--accent); color: var(--background); border-color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.tools { display: inline-flex; gap: 5px; flex-wrap: wrap; }
.map { display: grid; grid-template-columns: minmax(0, 1fr) 380px; gap: 18px; align-items: start; }
.stage { position: relative; border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
.stage canvas { display: block; width: 100%; touch-action: none; cursor: grab; }
.tip { position: absolute; pointer-events: none; background: var(--ink); color: var(--background); font-size: 12px; padding: 3px 8px; border-radius: 4px; max-width: 320px; z-index: 2; overflow-wrap: anywhere; }
.inspector { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 12px 14px; max-height: 660px; overflow: auto; }
.inspector dl { display: grid; grid-template-columns: auto 1fr; gap: 1px 12px; margin: 6px 0; }
.inspector dt { color: var(--muted); } .inspector dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.inspector h4 { margin: 12px 0 2px; font-size: 13px; }
.search { position: relative; } .search input { width: 230px; }
.search ul { position: absolute; z-index: 3; margin: 2px 0 0; padding: 4px; list-style: none; background: var(--background); border: 1px solid var(--line); border-radius: 4px; min-width: 230px; max-height: 260px; overflow: auto; }
.search li { padding: 2px 8px; cursor: pointer; border-radius: 3px; overflow-wrap: anywhere; } .search li[aria-selected="true"], .search li:hover { background: var(--panel); color: var(--accent); }
.lists { display: grid; grid-template-columns: repeat(auto-fill, minmax(400px, 1fr)); gap: 18px; }
.view { min-width: 0; } section > .view + .view { margin-top: 18px; }
.scroll { overflow: auto; max-height: 520px; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th { text-align: left; color: var(--muted); font-weight: normal; border-bottom: 1px solid var(--line); padding: 3px 8px 3px 0; position: sticky; top: 0; background: var(--background); vertical-align: bottom; }
td { padding: 2px 8px 2px 0; border-bottom: 1px solid var(--line); overflow-wrap: break-word; max-width: 420px; vertical-align: top; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.inspector th { background: var(--panel); }
tr.jump { cursor: pointer; } tr.jump:hover td, tr.jump:focus td { color: var(--accent); }
figure { margin: 0 0 6px; } figure img { max-width: 100%; background: #fff; } figure svg { max-width: 100%; height: auto; }
.two + .two { margin-top: 22px; } .two + .view { margin-top: 22px; }
.legend { margin: 0 0 10px; } #difference .legend { margin-top: 10px; } .beside { min-width: 0; }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(540px, 1fr)); gap: 24px; align-items: start; }
.said { font-size: 12px; color: var(--good); }
footer { margin-top: 40px; color: var(--muted); font-size: 12px; overflow-wrap: anywhere; }
kbd { border: 1px solid var(--line); border-radius: 3px; padding: 0 4px; font-size: 11px; }
@media (max-width: 1000px) { .map { grid-template-columns: minmax(0, 1fr); } }
td.number + td:not(.number), th.number + th:not(.number) { padding-left: 14px; }
@page { margin: 14mm 12mm; }
@media print {
:root, :root.dark { --background: #ffffff; --ink: #1b1f24; --muted: #5c6670; --line: #d8dde2; --panel: #f6f8f9; --accent: #0064a8; --good: #00734f; --bad: #a84300; color-scheme: light; }
body { font-size: 12px; } main { max-width: none; padding: 0; } main > section, main > div > section { margin-top: 22px; }
.stage canvas { height: auto !important; }
nav, button, .tools, .bar, .search, .tip { display: none !important; }
.scroll, .inspector { max-height: none; overflow: visible; } th { position: static; } table { font-size: 11px; }
h2, h3, h4, .view p { break-after: avoid; } .view, figure, .card, tr, .stage, .inspector { break-inside: avoid; } .view:has(tr:nth-child(30)) { break-inside: auto; }
.verdict { display: grid; grid-template-columns: repeat(3, 1fr); } .lists { grid-template-columns: 1fr 1fr; } .map { grid-template-columns: minmax(0, 1fr) 270px; }
}
`.trim();
