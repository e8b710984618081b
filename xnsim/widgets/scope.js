// A picture with sliders; shut until Python opens it. Python says what to draw, this file draws it.

const WIDE = 900, HIGH = 312, LEFT = 56, TOP = 16, FOOT = 44;
let RIGHT = 140; // room for the names of the lines, as wide as the longest of the chart being drawn

function render({ model, el }) {
  const scope = new Scope(model);
  el.append(scope.root);
  const repaint = () => scope.paint(model.get("shown"));
  model.on("change:shown", repaint);
  repaint();
  dress(model, scope.root);
  return () => model.off("change:shown", repaint);
}

export default { render };

class Scope {
  constructor(model) {
    Object.assign(this, { model, spec: model.get("spec"), choice: structuredClone(model.get("choice")) });
    this.numbers = make("div", { class: "cards" });
    this.chart = make("div", { class: "chart" });
    this.sentence = make("p", { class: "sentence", role: "status", "aria-live": "polite" });
    this.runs = make("p", { class: "runs", role: "status" });
    this.lock = make("div", { class: "lock" }, padlock(), make("span", { text: this.spec.locked }));
    this.open = make("div", { class: "open" }, make("div", { class: "sliders", data: { count: this.spec.sliders.length } }, ...this.spec.sliders.map((slider) => this.slider(slider))), this.runs, this.numbers, this.chart, this.sentence);
    this.root = make("section", { class: "xnsim scope", "aria-label": this.spec.title, data: { scope: this.spec.key, stage: "" } },
      make("h3", { text: this.spec.title }), this.lock, this.open);
    keepKeys(this.root);
  }

  slider({ name, label, unit, low, high, step }) {
    const range = make("input", { type: "range", min: low, max: high, step, "aria-label": label });
    range.value = this.choice.values[name];
    const reading = make("output", { text: `${tidy(range.valueAsNumber)} ${unit}` });
    range.addEventListener("input", () => {
      reading.textContent = `${tidy(range.valueAsNumber)} ${unit}`;
      this.choice.values[name] = tidy(range.valueAsNumber);
      this.send();
    });
    return make("label", { class: "slider", data: { slider: name } }, make("span", { text: label }), range, reading);
  }

  send() {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = undefined;
      this.choice.generation += 1;
      this.asked = performance.now();
      this.root.dataset.stage = "working";
      this.runs.firstChild?.replaceChildren(this.spec.stages?.preview ?? "");
      this.model.set("choice", structuredClone(this.choice));
      this.model.save_changes();
    });
  }

  paint(shown) {
    const shut = shown.stage === "locked";
    this.lock.hidden = !shut;
    this.open.hidden = shut;
    if (shown.generation !== undefined && shown.generation !== this.choice.generation) return;
    Object.assign(this.root.dataset, { stage: shown.stage, generation: shown.generation ?? "", n: shown.n ?? "" });
    if (!shown.chart) return;
    this.numbers.style.setProperty("--cards", Math.max(4, shown.numbers.length));
    this.numbers.replaceChildren(...shown.numbers.map(({ key, label, text, value, note }) => make("div", { class: "card", data: { number: key, value: value ?? "" } },
      make("small", { text: label }), make("b", { text }), make("small", { class: "quiet", text: note }))));
    this.runs.replaceChildren(make("b", { text: this.spec.stages?.[shown.stage] ?? "" }), make("span", { text: shown.runs ?? "" }));
    this.chart.replaceChildren(plot(shown.chart));
    this.sentence.textContent = shown.sentence ?? "";
    if (this.asked !== undefined) {
      const asked = this.asked;
      this.asked = undefined;
      requestAnimationFrame(() => setTimeout(() => { this.root.dataset.latency = Math.round(performance.now() - asked); }));
    }
  }
}

function padlock() {
  return draw("svg", { width: 28, height: 32, viewBox: "0 0 28 32", "aria-hidden": "true" },
    draw("path", { d: "M7 14 V9 a7 7 0 0 1 14 0 V14", fill: "none", stroke: "#5F6B76", "stroke-width": 3 }),
    draw("rect", { x: 3, y: 14, width: 22, height: 16, rx: 3, fill: "#5F6B76" }), draw("circle", { cx: 14, cy: 21, r: 2.4, fill: "#fff" }));
}

/** Draw axes, then every series, then rulers and marks. */
function plot({ x, y, series, rulers = [], marks = [] }) {
  RIGHT = 24 + Math.max(60, ...series.map((each) => width(each.label ?? "")));
  const tall = y.high ?? Math.max(1, ...series.flatMap((each) => each.points ?? []).map((point) => point[1]));
  const up = ticks(tall - y.low, 5).map((each) => tidy(y.low + each));
  const top = y.high ?? up.at(-1);
  const across = (value) => LEFT + ((WIDE - LEFT - RIGHT) * (value - x.low)) / (x.high - x.low);
  const above = (value) => HIGH - FOOT - ((HIGH - FOOT - TOP) * (value - y.low)) / (top - y.low);
  const chart = draw("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, width: "100%", role: "img", "aria-label": y.label });
  for (const tick of up.filter((each) => each <= top * 1.001)) {
    chart.append(draw("line", { x1: LEFT, x2: WIDE - RIGHT, y1: above(tick), y2: above(tick), stroke: "var(--rule)" }),
      draw("text", { x: LEFT - 8, y: above(tick) + 4, "text-anchor": "end", text: tick }));
  }
  for (const tick of ticks(x.high, 10).filter((each) => each >= x.low * 0.999 && each <= x.high * 1.001)) {
    chart.append(draw("text", { x: across(tick), y: HIGH - FOOT + 18, "text-anchor": "middle", text: x.percent ? `${tidy(100 * tick)}%` : tick }));
  }
  chart.append(draw("text", { class: "axis", x: (LEFT + WIDE - RIGHT) / 2, y: HIGH - 6, "text-anchor": "middle", text: x.label }),
    draw("text", { class: "axis", transform: `translate(17 ${(TOP + HIGH - FOOT) / 2}) rotate(-90)`, "text-anchor": "middle", text: y.label }));
  const inside = draw("g", { "clip-path": clip(chart) });
  chart.append(inside);
  const at = ([a, b]) => `${across(a).toFixed(1)},${above(b).toFixed(1)}`;
  const kinds = { line, steps: line, points, gap };
  const names = [];
  for (const each of series) {
    kinds[each.kind](inside, each, at, across, above);
    if (each.label) names.push([each, above(Math.min(top, each.points.at(-1)[1]))]);
  }
  nameLines(chart, names);
  rulers.filter((ruler) => ruler.label).forEach((ruler) => measure(chart, ruler, across, above));
  marks.forEach((mark) => put(chart, mark, marks, across, above));
  return chart;
}

/** Say how wide a name is in the typeface of the charts. */
function width(text) {
  width.pen ??= document.createElement("canvas").getContext("2d");
  width.pen.font = `13px ${stack()}`;
  return width.pen.measureText(text).width;
}

let clips = 0;

function clip(chart) {
  const id = `xnsim-scope-${(clips += 1)}`;
  chart.append(draw("defs", {}, draw("clipPath", { id }, draw("rect", { x: LEFT, y: TOP - 8, width: WIDE - LEFT - RIGHT + 6, height: HIGH - FOOT - TOP + 12 }))));
  return `url(#${id})`;
}

function stairs(points) {
  return points.flatMap((point, k) => (k ? [[point[0], points[k - 1][1]], point] : [point]));
}

function line(chart, { kind, points, colour, dash }, at) {
  const path = (kind === "steps" ? stairs(points) : points).map(at).join(" ");
  chart.append(draw("polyline", { points: path, fill: "none", stroke: colour, "stroke-width": 2.2, "stroke-dasharray": dash ? "6 5" : null }));
}

function gap(chart, { upper, lower }, at) {
  const path = [...stairs(upper), ...stairs(lower).reverse()].map(at).join(" ");
  chart.append(draw("polygon", { points: path, fill: "#0072B2", opacity: 0.1 }));
}

function points(chart, { points, colour }, at, across, above) {
  for (const [x, y, low, high] of points) {
    if (low !== null && low !== undefined) chart.append(draw("line", { x1: across(x), x2: across(x), y1: above(low), y2: above(high), stroke: colour, "stroke-width": 5, opacity: 0.3 }));
    chart.append(draw("circle", { cx: across(x), cy: above(y), r: 4, fill: colour }));
  }
}

/** Write the names of the lines at their right ends, apart from each other and above the foot of the chart. */
function nameLines(chart, names) {
  const sorted = names.toSorted((a, b) => a[1] - b[1]);
  let last = -Infinity;
  const places = sorted.map(([, y]) => (last = Math.max(y + 4, last + 17)));
  let most = HIGH - FOOT + 4;
  for (let k = places.length - 1; k >= 0; k -= 1) most = (places[k] = Math.min(places[k], most)) - 17;
  sorted.forEach(([series], k) => {
    const text = draw("text", { class: "name", x: WIDE - RIGHT + 10, y: places[k], text: series.label });
    text.style.fill = series.colour;
    chart.append(text);
  });
}

function measure(chart, { from, to, label }, across, above) {
  const [x1, y1, x2, y2] = [across(from[0]), above(from[1]), across(to[0]), above(to[1])];
  const upright = x1 === x2;
  const end = (x, y) => (upright ? draw("line", { x1: x - 5, x2: x + 5, y1: y, y2: y }) : draw("line", { x1: x, x2: x, y1: y - 5, y2: y + 5 }));
  chart.append(draw("g", { stroke: "#1B2733", "stroke-width": 1.6 }, draw("line", { x1, y1, x2, y2 }), end(x1, y1), end(x2, y2)),
    draw("text", { class: "ruler", x: upright ? x1 - 9 : (x1 + x2) / 2, y: upright ? (y1 + y2) / 2 + 5 : y1 - 9, "text-anchor": upright ? "end" : "middle", text: label }));
}

/** Put a mark: what was predicted has its name beside it, where the slider stands has it above, or below where that place is taken. */
function put(chart, mark, all, across, above) {
  const { label, shape, colour } = mark;
  const [a, b] = placed(mark, across, above);
  const ring = shape === "ring";
  const drawn = ring ? draw("circle", { cx: a, cy: b, r: 6, fill: "#fff", stroke: colour, "stroke-width": 2.4 }) : draw("path", { d: `M${a},${b - 8} l8,8 l-8,8 l-8,-8 Z`, fill: colour, stroke: "#fff", "stroke-width": 1.5 });
  const wide = width(label);
  const left = a + 14 + wide > WIDE - RIGHT;
  const taken = b < TOP + 16 || all.filter((each) => each.shape === "ring").map((each) => placed(each, across, above)).some(([x, y]) => Math.abs(x - a) < 14 + wide && y < b && b - y < 32);
  const place = ring ? { x: a + (left ? -12 : 12), y: b + 5, "text-anchor": left ? "end" : "start" }
    : { x: Math.min(Math.max(a, LEFT + 2 + wide / 2), WIDE - RIGHT + 4 - wide / 2), y: taken ? b + 24 : b - 14, "text-anchor": "middle" };
  const text = draw("text", { class: "ruler", ...place, text: label });
  text.style.fill = colour;
  chart.append(drawn, text);
}

function placed({ x, y }, across, above) {
  return [across(x), Math.max(TOP, above(y))];
}
