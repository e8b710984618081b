// ---- pictures: one indicator with its intervals, along a slider or alternative by alternative -------------------
const NS = 'http://www.w3.org/2000/svg', WIDE = 480, LEFT = 72, RIGHT = 14, TOP = 14, FOOT = 30;
const BLUE = '#0072b2', GREY = '#5f6b76';
const draw = (svg, tag, attributes, text) => {
  const found = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) found.setAttribute(name, value);
  if (text !== undefined) found.textContent = text;
  svg.append(found);
  return found;
};
const scaleOf = (threes, isRate) => {
  const all = threes.flat().filter((value) => value !== null && value !== undefined), low = Math.min(...all), high = Math.max(...all);
  const gap = Math.max(high - low, isRate ? 0.02 : 0.02 * Math.max(1, Math.abs(high)));
  const size = 10 ** Math.floor(Math.log10(gap / 4)), step = [1, 2, 2.5, 5, 10].map((each) => each * size).find((each) => gap / each <= 4);
  const bottom = Math.floor((low - 1e-9) / step) * step;
  return { low: isRate ? Math.max(0, bottom) : bottom, high: Math.ceil((high + 1e-9 - (isRate && high >= 1 ? 2e-9 : 0)) / step) * step, step };
};
const canvas = (title, high) => {
  const svg = document.createElementNS(NS, 'svg');
  svg.setAttribute('viewBox', `0 0 ${WIDE} ${high}`);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', title);
  return svg;
};
const ticked = (value, about, step) => (about.rate ? `${(100 * value).toFixed(Number.isInteger(+(100 * step).toFixed(6)) ? 0 : 1)}%` : minus(value.toLocaleString('en-US', { maximumFractionDigits: step < 1 ? 2 : 0 })));

// The values where a slider has stood, with the office as it is as a band behind them.
const along = (about, now, points, ends) => {
  const HIGH = 168, svg = canvas(about.label[lang], HIGH), scale = scaleOf([now, ...points.map((each) => each.three)], about.rate);
  const x = (share) => LEFT + 18 + share * (WIDE - LEFT - RIGHT - 36), y = (value) => TOP + (HIGH - TOP - FOOT) * (1 - (value - scale.low) / (scale.high - scale.low));
  for (let at = scale.low; at <= scale.high + 1e-9; at += scale.step) {
    draw(svg, 'line', { x1: LEFT, x2: WIDE - RIGHT, y1: y(at), y2: y(at), stroke: '#dce1e6' });
    draw(svg, 'text', { x: LEFT - 6, y: y(at) + 4, 'text-anchor': 'end' }, ticked(at, about, scale.step));
  }
  if (now[1] !== null) draw(svg, 'rect', { x: LEFT, width: WIDE - LEFT - RIGHT, y: y(now[2]), height: Math.max(1, y(now[1]) - y(now[2])), fill: '#8b96a0', opacity: 0.25 });
  draw(svg, 'line', { x1: LEFT, x2: WIDE - RIGHT, y1: y(now[0]), y2: y(now[0]), stroke: GREY, 'stroke-dasharray': '6 4', 'stroke-width': 1.5 });
  const there = [...points].sort((a, b) => a.x - b.x);
  if (there.length > 1) draw(svg, 'polyline', { points: there.map((each) => `${x(each.x)},${y(each.three[0])}`).join(' '), fill: 'none', stroke: BLUE, 'stroke-width': 1.5, opacity: 0.6 });
  for (const each of there) {
    if (each.three[1] !== null) draw(svg, 'line', { x1: x(each.x), x2: x(each.x), y1: y(each.three[1]), y2: y(each.three[2]), stroke: BLUE, 'stroke-width': 2 });
    draw(svg, 'circle', { cx: x(each.x), cy: y(each.three[0]), r: each.here ? 7 : 3.5, fill: each.here ? BLUE : '#fff', stroke: BLUE, 'stroke-width': 2 });
    if (each.here) draw(svg, 'text', { x: x(each.x), y: HIGH - 10, 'text-anchor': 'middle', class: 'here' }, each.name);
  }
  for (const end of ends || []) {
    const near = there.some((each) => each.here && Math.abs(each.x - end.x) < 0.18);
    if (!near) draw(svg, 'text', { x: x(end.x), y: HIGH - 10, 'text-anchor': 'middle' }, end.name);
  }
  return svg;
};

// Alternatives below each other, each a dot with its interval.
const ladder = (about, rows) => {
  const high = 22 + 30 * rows.length + 26, svg = canvas(about.label[lang], high), scale = scaleOf(rows.map((each) => each.three), about.rate), left = 136;
  const x = (value) => left + (WIDE - left - 24) * (value - scale.low) / (scale.high - scale.low);
  for (let at = scale.low; at <= scale.high + 1e-9; at += scale.step) {
    draw(svg, 'line', { x1: x(at), x2: x(at), y1: 8, y2: high - 24, stroke: '#dce1e6' });
    draw(svg, 'text', { x: x(at), y: high - 8, 'text-anchor': 'middle' }, ticked(at, about, scale.step));
  }
  rows.forEach((row, k) => {
    const y = 24 + 30 * k, colour = row.quiet ? GREY : BLUE;
    draw(svg, 'text', { x: left - 8, y: y + 4, 'text-anchor': 'end' }, row.name);
    if (row.three[1] !== null) draw(svg, 'line', { x1: x(row.three[1]), x2: x(row.three[2]), y1: y, y2: y, stroke: colour, 'stroke-width': 2.5 });
    draw(svg, 'circle', { cx: x(row.three[0]), cy: y, r: 5.5, fill: colour });
  });
  return svg;
};
