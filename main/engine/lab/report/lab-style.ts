/** What the lab's page adds to the look of reports; on paper it turns light. */
export const labStyle = `
main, section, figure { grid-template-columns: minmax(0, 1fr); }
nav { display: flex; flex-wrap: wrap; gap: 4px 20px; font-size: 12px; }
nav a { padding: 4px 0; text-decoration: none; }
nav a:hover { text-decoration: underline; }
.hint { color: var(--tx-3); font-size: 12px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100%; }
caption { text-align: left; color: var(--tx-2); padding: 8px 0; font-weight: 550; }
th, td { text-align: right; padding: 4px 8px; border-bottom: 1px solid var(--line); font-weight: 400; vertical-align: top; white-space: nowrap; }
th[scope="row"], th:first-child { text-align: left; }
tbody th[scope="row"] { position: sticky; left: 0; background: var(--bg); }
td small, th small { display: block; font-weight: 400; color: var(--tx-3); font-size: 10px; line-height: 14px; }
td.best { color: var(--ac-tx); font-weight: 600; }
th button { all: unset; cursor: pointer; color: var(--tx-3); font-size: 11px; }
th button:focus-visible, select:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
th[aria-sort="ascending"] button::after { content: " ↑"; }
th[aria-sort="descending"] button::after { content: " ↓"; }
.controls { display: flex; flex-wrap: wrap; gap: 8px 24px; }
.controls label { color: var(--tx-3); font-size: 12px; }
select { font: inherit; color: var(--tx); background: var(--panel); border: 1px solid var(--line); border-radius: 4px; padding: 3px 6px; margin-left: 6px; max-width: 320px; }
.wipe .stage { width: 384px; max-width: 100%; aspect-ratio: 1; margin: 0; }
.wipe img { image-rendering: auto; }
.pictures-table { width: auto; }
.pictures-table td, .pictures-table th { border: 0; padding: 2px; text-align: center; }
.pictures-table th:first-child { min-width: 120px; max-width: 160px; text-align: left; padding-right: 12px; white-space: normal; overflow-wrap: anywhere; }
.pictures-table thead th { color: var(--tx-3); font-size: 11px; }
.pictures-table img { width: 160px; height: 160px; max-width: none; border-radius: 3px; }
.clip-pictures img { height: auto; max-height: 240px; object-fit: contain; }
.notes { padding-left: 18px; display: grid; gap: 4px; color: var(--tx-2); max-width: 88ch; }
pre { background: var(--panel); padding: 12px; border-radius: 6px; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
.weights th, .weights td { text-align: left; font-size: 12px; white-space: normal; }
.weights td { overflow-wrap: anywhere; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(320px, 1fr)); gap: 24px; }
svg { display: block; width: 100%; height: auto; overflow: visible; }
svg text { fill: var(--tx-2); font-size: 11px; }
svg .faint { fill: var(--tx-3); font-size: 10px; }
svg .axis { stroke: var(--line); }
svg .bar { stroke: var(--ac); stroke-width: 1.5; }
svg .dot { fill: var(--ac); }
svg .one { fill: none; stroke: var(--tx-3); stroke-width: 1; opacity: .8; }
svg .small, .legend .small { --line-colour: var(--tx-3); }
svg .restored, .legend .restored { --line-colour: var(--ac); }
svg polyline { fill: none; stroke: var(--line-colour); stroke-width: 1.5; }
svg g .bar { stroke: var(--line-colour); stroke-width: 1; }
svg g circle { fill: var(--line-colour); }
.legend { display: flex; gap: 16px; color: var(--tx-2); font-size: 12px; }
.legend span::before { content: ""; display: inline-block; width: 16px; height: 2px; margin-right: 6px; vertical-align: middle; background: var(--line-colour); }
svg .shown { fill: var(--p1); stroke: none; opacity: 1; cursor: pointer; }
svg .shown:focus-visible { outline: 2px solid var(--focus); }
@media print {
  :root { color-scheme: light; --stage: #fff; --bg: #fff; --panel: #f4f4f4; --line: #ccc; --tx: #111; --tx-2: #333; --tx-3: #555; --ac: #0b7a77; --ac-tx: #075e5b; --p1: #b8502e; }
  @page { size: A4; margin: 14mm; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  main { padding: 0; max-width: none; gap: 20px; }
  nav, #wipes, .controls, .hint { display: none; }
  section { break-inside: auto; }
  h2 { break-after: avoid; }
  table, .plots > *, tr { break-inside: avoid; }
  .wide { overflow: visible; }
  tbody th[scope="row"] { position: static; }
  th, td { padding: 3px 4px; font-size: 10px; line-height: 14px; }
  td small, th small { font-size: 8px; line-height: 11px; }
  .pictures-table img { width: 96px; height: 96px; }
  .plots { grid-template-columns: 1fr 1fr; }
}
`;
