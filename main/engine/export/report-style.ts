/** Look of the report page: the studio's dark tokens, a colourless room in which faces are the only colour. */
export const reportStyle = `
:root { color-scheme: dark; --stage: #0b0b0c; --bg: #121314; --panel: #18191b; --line: #26282b; --tx: #eceded; --tx-2: #adb0b5; --tx-3: #94989e; --ac: #62c9c6; --ac-tx: #7dd6d3; --focus: #9be4e1; --p1: #f0a58c; --p2: #93b7f2; --p3: #c6aaf0; }
* { box-sizing: border-box; margin: 0; }
body { background: var(--bg); color: var(--tx); font: 13px/20px Inter, "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", sans-serif; }
main { max-width: 1120px; margin: 0 auto; padding: 48px 24px 64px; display: grid; gap: 32px; }
header { display: grid; gap: 4px; }
.brand { color: var(--ac-tx); font-size: 12px; font-weight: 550; }
h1 { font-size: 28px; line-height: 36px; font-weight: 600; }
.lead { color: var(--tx-2); font-size: 15px; line-height: 24px; }
h2 { font-size: 15px; line-height: 24px; font-weight: 600; }
section { display: grid; gap: 16px; border-top: 1px solid var(--line); padding-top: 24px; }
.person h2::before { content: ""; display: inline-block; width: 8px; height: 8px; border-radius: 50%; margin-right: 8px; background: var(--p); }
.p1 { --p: var(--p1); } .p2 { --p: var(--p2); } .p3 { --p: var(--p3); }
figure { display: grid; gap: 8px; margin: 0; min-width: 0; }
figcaption { color: var(--tx-3); font-size: 12px; line-height: 16px; }
img, video { display: block; max-width: 100%; height: auto; background: var(--stage); border-radius: 6px; }
video { width: 100%; }
.stage { position: relative; background: var(--stage); border-radius: 8px; overflow: hidden; max-height: 78vh; margin: 0 auto; width: 100%; }
.stage img { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain; border-radius: 0; }
.stage .after { clip-path: inset(0 0 0 var(--at)); }
.stage .line { position: absolute; top: 0; bottom: 0; left: var(--at); width: 1px; background: #fff; }
.stage input { position: absolute; inset: 0; width: 100%; height: 100%; opacity: 0; cursor: ew-resize; margin: 0; }
.stage:focus-within { outline: 2px solid var(--focus); outline-offset: 2px; }
.tag { position: absolute; top: 12px; left: 12px; padding: 2px 8px; border-radius: 3px; background: rgba(11, 11, 12, .72); color: var(--tx-2); font-size: 12px; line-height: 16px; }
.tag.right { left: auto; right: 12px; color: var(--ac-tx); }
dl { display: flex; flex-wrap: wrap; gap: 16px 32px; }
dt { color: var(--tx-3); font-size: 11px; line-height: 16px; }
dd { margin: 0; font-variant-numeric: tabular-nums; }
.figures dd { font-size: 20px; line-height: 28px; }
.pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); gap: 16px; }
.pictures img { width: 100%; }
.files { list-style: none; padding: 0; display: grid; gap: 4px; }
.files li { display: flex; gap: 12px; flex-wrap: wrap; }
.files span { color: var(--tx-3); }
a { color: var(--ac-tx); text-underline-offset: 3px; }
a:focus-visible, video:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
footer { color: var(--tx-3); font-size: 12px; line-height: 16px; display: grid; gap: 4px; }
`;

/** Moves the wipe's line with the slider (which the keyboard moves too). */
export const reportScript = `
for (const wipe of document.querySelectorAll('.wipe')) {
  const slider = wipe.querySelector('input');
  slider.addEventListener('input', () => wipe.style.setProperty('--at', slider.value + '%'));
}
`;
