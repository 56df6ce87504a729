/** Sorts the tables, draws the plots and fills the wipe, from the JSON of the page. */
export const labScript = `
const data = JSON.parse(document.getElementById('data').textContent);
const byId = (id) => document.getElementById(id);
const svg = (name, attributes, text) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
};
const titled = (element, text) => { element.append(svg('title', {}, text)); return element; };

for (const table of document.querySelectorAll('.sortable')) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => head.firstChild.addEventListener('click', () => {
    const down = head.getAttribute('aria-sort') !== 'descending';
    for (const other of heads) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const key = (row) => row.cells[column].dataset.value;
    const order = (a, b) => key(a) === undefined
      ? a.cells[0].textContent.localeCompare(b.cells[0].textContent)
      : key(b) - key(a);
    const rows = [...table.tBodies[0].rows].sort(order);
    table.tBodies[0].append(...(down ? rows : rows.reverse()));
  }));
}

// Of whole clips alone there is nothing to draw.
if (byId('measure') !== null) drawFaces();

function drawFaces() {
/** Ends of an axis that holds all values, and its place for each of them. */
function axis(values, from, to) {
  const known = values.filter(Number.isFinite);
  const low = Math.min(...known), high = Math.max(...known);
  const margin = (high - low) * 0.06 || 1;
  return { low: low - margin, high: high + margin, at: (value) => from + ((value - low + margin) / (high - low + 2 * margin)) * (to - from) };
}
function ticks({ low, high }) {
  const rough = (high - low) / 6, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough);
  const found = [];
  for (let k = Math.ceil(low / step); k * step <= high; k++) found.push(k * step);
  return { found, digits: Math.max(0, -Math.floor(Math.log10(step))) };
}
function frame(title, rows, scale, width) {
  const height = rows.length * 20 + 44;
  const root = svg('svg', { viewBox: '0 0 ' + width + ' ' + height, role: 'img', 'aria-label': title });
  root.append(svg('text', { x: 0, y: 12 }, title));
  const { found, digits } = ticks(scale);
  for (const tick of found) {
    root.append(svg('line', { class: 'axis', x1: scale.at(tick), x2: scale.at(tick), y1: 22, y2: height - 18 }));
    root.append(svg('text', { class: 'faint', x: scale.at(tick), y: height - 6, 'text-anchor': 'middle' }, tick.toFixed(digits)));
  }
  rows.forEach((name, i) => root.append(svg('text', { x: 0, y: 38 + i * 20 }, name)));
  return root;
}
const labelWidth = Math.max(...data.methods.map((name) => name.length)) * 6.2 + 16;
const plots = (makeOne) => {
  const box = document.createElement('div');
  box.className = 'plots';
  box.append(...data.factors.map(makeOne));
  return box;
};

function drawPlot() {
  const measure = byId('measure').value;
  const { title, digits } = data.measures[measure];
  byId('plot').replaceChildren(plots((factor) => {
    const rows = data.rows.filter((row) => row.factor === factor);
    const ends = rows.flatMap(({ values }) => [values[measure].mean, ...(values[measure].interval ?? [])]);
    const scale = axis(ends, labelWidth, 440);
    const root = frame(title + ', ' + data.sizes[factor], data.methods, scale, 450);
    rows.forEach(({ method, values }, i) => {
      const { mean, interval } = values[measure];
      const y = 34 + i * 20;
      if (interval) root.append(svg('line', { class: 'bar', x1: scale.at(interval[0]), x2: scale.at(interval[1]), y1: y, y2: y }));
      const words = method + ': ' + mean.toFixed(digits) + (interval ? ' (' + interval.map((end) => end.toFixed(digits)).join(' to ') + ')' : '');
      root.append(titled(svg('circle', { class: 'dot', cx: scale.at(mean), cy: y, r: 4 }), words));
    });
    return root;
  }));
}
byId('measure').addEventListener('change', drawPlot);
drawPlot();

byId('strip').replaceChildren(plots((factor) => {
  const own = data.values.filter((value) => value.factor === factor);
  const scale = axis(own.map(({ gain }) => gain), labelWidth, 440);
  const root = frame('Gain, dB, ' + data.sizes[factor], data.methods, scale, 450);
  for (const value of own) {
    const key = factor + ' ' + value.picture;
    const shown = key in data.images;
    const dot = svg('circle', { class: shown ? 'one shown' : 'one', cx: scale.at(value.gain), cy: 34 + data.methods.indexOf(value.method) * 20, r: 3 });
    titled(dot, data.names[value.picture] + ', ' + value.method + ': ' + value.gain.toFixed(2) + ' dB');
    if (shown) {
      dot.addEventListener('click', () => {
        byId('picture').value = key;
        byId('right').value = value.method;
        showWipe();
        byId('wipes').scrollIntoView({ behavior: 'smooth' });
      });
      root.append(dot);
    } else root.insertBefore(dot, root.firstChild);
  }
  return root;
}));

function showWipe() {
  const key = byId('picture').value;
  const [factor, picture] = key.split(' ').map(Number);
  const words = [];
  for (const side of ['left', 'right']) {
    const method = byId(side).value;
    byId(side + '-image').src = data.images[key][method];
    byId(side + '-tag').textContent = method;
    const value = data.values.find((one) => one.factor === factor && one.picture === picture && one.method === method);
    if (value) words.push(method + ': ' + value.measures.psnr.toFixed(2) + ' dB, SSIM ' + value.measures.ssim.toFixed(3) + ', identity ' + value.measures.identity.toFixed(3));
  }
  byId('wipe-figures').textContent = words.join(' · ');
}
for (const id of ['picture', 'left', 'right']) byId(id).addEventListener('change', showWipe);
showWipe();
const slider = document.querySelector('.wipe input');
slider.addEventListener('input', () => document.querySelector('.wipe').style.setProperty('--at', slider.value + '%'));
}
`;
