// The trainer's desk: reforms on the left; on the right the share on time, its twin, and the rest, this plan against now.
// `spec` says what stands on the desk, `choice` is what the user chose, `shown` is what Python worked out.

const NOW = "", THIS = "ours";
const SHAPES = { [NOW]: "round", [THIS]: "diamond", pin0: "up", pin1: "square" };

function render({ model, el }) {
  const spec = model.get("spec");
  const desk = new Desk(model, spec);
  el.append(desk.root);
  const repaint = () => desk.paint(model.get("shown"));
  const sort = () => desk.setApart(model.get("unfit") ?? {});
  model.on("change:shown", repaint);
  model.on("change:unfit", sort);
  desk.paint(model.get("shown"));
  sort();
  desk.root.desk = desk;
  dress(model, desk.root);
  return () => { model.off("change:shown", repaint); model.off("change:unfit", sort); };
}

export default { render };

class Desk {
  constructor(model, spec) {
    Object.assign(this, { model, spec, words: spec.words });
    this.choice = structuredClone(model.get("choice"));
    this.asked = new Map();
    this.root = make("section", { class: "xnsim explore", "aria-label": this.words.title, data: { stage: "starting", generation: "", n: "0" } });
    keepKeys(this.root);
    this.results = new Results(spec, this.words, { unpin: (at) => this.unpin(at) });
    this.root.append(this.head(), make("div", { class: "halves" }, this.reforms(), this.results.root));
    this.tellPins();
  }

  head() {
    this.pinButton = make("button", { type: "button", text: this.words.pin, on: { click: () => this.pin() } });
    this.clearButton = make("button", { type: "button", text: this.words.clear, on: { click: () => this.clear() } });
    return make("header", {}, make("h2", { text: this.spec.office }), make("span", { class: "quiet", text: this.words.hint }),
      make("span", { class: "room" }), this.pinButton, this.clearButton);
  }

  reforms() {
    this.cards = new Map();
    const list = make("div", { class: "reforms", role: "group", "aria-label": this.words.reforms });
    for (const stage of this.spec.stages) {
      const group = make("div", { class: "stage" }, make("h3", { text: stage.label }));
      for (const policy of stage.policies) {
        const card = new Card(policy, this.words, this.choice, () => this.send());
        this.cards.set(policy.key, card);
        group.append(card.root);
      }
      list.append(group);
    }
    this.unfit = make("details", { class: "unfit", hidden: true }, make("summary", {}));
    list.append(this.unfit);
    return list;
  }

  /** Put what does not suit this office behind a fold, each with its reason; what is ticked stays where it is. */
  setApart(whys) {
    const apart = Object.entries(whys).filter(([key]) => this.cards.has(key) && !this.cards.get(key).on);
    for (const [key, why] of apart) {
      this.cards.get(key).unfit(why);
      this.unfit.append(this.cards.get(key).root);
    }
    this.unfit.hidden = !apart.length;
    this.unfit.firstChild.textContent = `${this.words.unfit} ${apart.length}`;
    for (const group of this.root.querySelectorAll(".stage")) group.hidden = !group.querySelector(".reform");
    this.root.dataset.unfit = apart.length;
  }

  /** Tell Python what is chosen now: at once, then at most once a frame, so that a dragged slider does not flood it. */
  send() {
    this.unsaid = true;
    if (this.waiting) return;
    this.say();
    const frame = () => {
      this.waiting = undefined;
      if (this.unsaid) this.send();
    };
    this.waiting = requestAnimationFrame(frame);
  }

  say() {
    this.unsaid = false;
    this.choice.generation += 1;
    const ticked = [...this.cards.values()].filter((card) => card.on);
    this.choice.on = ticked.map((card) => card.key);
    this.choice.knobs = Object.fromEntries(ticked.map((card) => [card.key, { ...card.values }]));
    this.asked.set(this.choice.generation, performance.now());
    this.root.dataset.stage = "working";
    this.results.working();
    this.tellPins();
    this.model.set("choice", structuredClone(this.choice));
    this.model.save_changes();
  }

  tellPins() {
    this.pinButton.disabled = !this.choice.on.length || this.choice.pins.length >= this.spec.pins;
    this.clearButton.disabled = !this.choice.on.length;
  }

  pin() {
    const { on, knobs } = structuredClone(this.choice);
    this.choice.pins.push({ on, knobs });
    this.send();
  }

  unpin(at) {
    this.choice.pins.splice(at, 1);
    this.send();
  }

  clear() {
    for (const card of this.cards.values()) card.switch(false);
    this.send();
  }

  paint(shown) {
    if (!shown || shown.generation !== this.choice.generation) return;
    Object.assign(this.root.dataset, { stage: shown.stage, generation: shown.generation, n: shown.n ?? 0, took: shown.took ?? "" });
    for (const [key, card] of this.cards) card.refused(shown.refused?.[key]);
    this.results.paint(shown);
    this.measure(shown.generation);
  }

  /** Note how long it took from the slider's move to the first figures on the screen. */
  measure(generation) {
    const asked = this.asked.get(generation);
    if (asked === undefined) return;
    this.asked.clear();
    requestAnimationFrame(() => setTimeout(() => { this.root.dataset.latency = Math.round(performance.now() - asked); }));
  }
}

/** One reform: a box to tick, and its knobs once it is ticked. */
class Card {
  constructor(policy, words, choice, changed) {
    Object.assign(this, { key: policy.key, words, changed, values: { ...(choice.knobs[policy.key] ?? {}) } });
    const why = [policy.help, `${words.tradeoff}: ${policy.tradeoff}`, `${words.perverse}: ${policy.perverse}`,
      `${words.source}: ${policy.source.join("; ")}`].join("\n\n");
    this.box = make("input", { type: "checkbox", on: { change: () => this.switch(this.box.checked) || changed() } });
    const seldom = policy.controls.filter((control) => control.more);
    this.knobs = make("div", { class: "knobs", hidden: true }, ...policy.controls.filter((control) => !control.more).map((control) => this.knob(control)),
      seldom.length ? make("details", {}, make("summary", { text: words.more }), ...seldom.map((control) => this.knob(control))) : null);
    this.problem = make("p", { class: "problem", role: "alert", hidden: true });
    this.root = make("div", { class: "reform", data: { policy: policy.key, on: "no" } },
      make("label", { title: why }, this.box, make("span", { text: policy.label })), this.problem, this.knobs);
    if (choice.on.includes(policy.key)) this.switch(true);
  }

  get on() { return this.box.checked; }

  switch(on) {
    this.box.checked = on;
    this.knobs.hidden = !on;
    this.root.dataset.on = on ? "yes" : "no";
    if (!on) this.refused();
  }

  unfit(why) {
    this.root.dataset.unfit = "yes";
    this.root.firstChild.after(make("p", { class: "why", text: why }));
  }

  refused(why) {
    this.problem.hidden = !why;
    this.problem.textContent = why ?? "";
    this.root.dataset.refused = why ? "yes" : "no";
  }

  turn(name, value, row) {
    this.values[name] = value;
    row.dataset.value = JSON.stringify(value);
    this.changed();
  }

  knob(control) {
    const value = this.values[control.name] ?? control.value;
    const row = make("div", { class: `knob ${control.kind}`, title: control.why, data: { knob: control.name, value: JSON.stringify(value) } });
    const made = { slider: slider, switch: tick, choice: menu, several: several }[control.kind];
    made(row, control, value, this.words, (next) => this.turn(control.name, next, row));
    return row;
  }
}

function slider(row, control, value, words, turn) {
  const range = make("input", { type: "range", min: control.low, max: control.high, step: control.step, "aria-label": control.label });
  const reading = make("output", {});
  const tell = (now) => { reading.textContent = now === null ? words.unset : `${tidy(now)} ${control.unit}`; };
  const use = make("input", { type: "checkbox", "aria-label": control.label });
  range.value = value ?? control.high;
  range.disabled = value === null;
  use.checked = value !== null;
  const now = () => (use.checked ? tidy(range.valueAsNumber) : null);
  const told = () => { range.disabled = !use.checked; tell(now()); turn(now()); };
  range.addEventListener("input", told);
  use.addEventListener("change", told);
  tell(value);
  row.append(make("span", { class: "name" }, control.optional ? use : null, control.label), reading, range);
}

function tick(row, control, value, words, turn) {
  const box = make("input", { type: "checkbox", on: { change: () => turn(box.checked) } });
  box.checked = value;
  row.append(make("label", {}, box, control.label));
}

function menu(row, control, value, words, turn) {
  const options = [...(control.optional ? [["", words.unset]] : []), ...control.options];
  const select = make("select", { "aria-label": control.label, on: { change: () => turn(select.value || null) } },
    ...options.map(([word, label]) => make("option", { value: word, text: label })));
  select.value = value ?? "";
  row.append(make("span", { class: "name", text: control.label }), select);
}

function several(row, control, value, words, turn) {
  const boxes = control.options.map(([word, label]) => {
    const box = make("input", { type: "checkbox", value: word, on: { change: () => turn(boxes.filter((each) => each.checked).map((each) => each.value)) } });
    box.checked = value.includes(word);
    row.append(make("label", {}, box, label));
    return box;
  });
  row.prepend(make("span", { class: "name", text: `${control.label} (${words.all})` }));
}

/** The right half: two headline numbers with their chart, the table, the sentence, the stamp. */
class Results {
  constructor(spec, words, heard) {
    Object.assign(this, { spec, words, heard, tops: {} });
    const [first, ...others] = spec.indicators;
    const twin = others.shift();
    this.heads = [new Headline(first, words.official, this), new Headline(twin, words.lawful, this)];
    this.rows = others.map((indicator) => new Row(indicator, this));
    this.key = make("ul", { class: "key" });
    this.sentence = make("p", { class: "sentence", "aria-live": "polite" });
    this.badge = make("span", { class: "badge", text: words.starting });
    this.bar = make("i");
    this.stamp = make("span", { class: "stamp" });
    const remarks = spec.remarks.length ? make("span", { class: "remark", title: spec.remarks.join("\n"), text: spec.remarks[0] }) : null;
    this.root = make("div", { class: "results" }, this.key, make("div", { class: "heads" }, ...this.heads.map((head) => head.root)), this.sentence,
      make("div", { class: "table", role: "table" }, ...this.rows.map((row) => row.root)),
      make("footer", {}, this.badge, make("span", { class: "progress" }, this.bar), this.stamp, remarks));
    this.slow = setTimeout(() => { this.badge.textContent = words.slow; }, 4000);
  }

  working() {
    this.badge.textContent = this.words.working;
    this.badge.dataset.stage = "working";
  }

  paint(shown) {
    clearTimeout(this.slow);
    if (shown.stage === "failed") {
      this.sentence.textContent = this.words.failedHint;
      console.info(shown.problem);      // for whoever looks for the cause; the page speaks the office's language only
      this.badge.textContent = this.words.failed;
      return;
    }
    const stage = shown.stage === "trial" ? "trial" : shown.n === shown.of ? "final" : "preview";
    this.badge.textContent = `${this.words[stage]} n = ${shown.n}`;
    this.badge.dataset.stage = stage;
    this.bar.style.width = `${stage === "trial" ? 0 : (100 * shown.n) / shown.of}%`;
    this.stamp.textContent = shown.notice || shown.stamp;
    this.root.dataset.stage = stage;
    this.sentence.textContent = shown.sentence || this.words.nothing;
    this.sentence.dataset.refused = shown.stage === "refused" ? "yes" : "no";
    this.tellKey(shown.alternatives);
    for (const part of [...this.heads, ...this.rows]) part.paint(shown.alternatives, shown.changes);
  }

  tellKey(alternatives) {
    this.key.replaceChildren(...alternatives.map(({ name, label }) => make("li", { data: { alternative: name } }, this.swatch(name), make("span", { text: label }),
      name.startsWith("pin") ? make("button", { type: "button", text: this.words.unpin, on: { click: () => this.heard.unpin(Number(name.slice(3))) } }) : null)));
  }

  swatch(name) {
    return draw("svg", { width: 16, height: 16, "aria-hidden": "true" }, draw("svg", { x: 8, y: 8, overflow: "visible" }, this.mark(name)));
  }

  /** Each alternative has its own shape as well as its colour. */
  mark(name) {
    const fill = this.spec.colours[name];
    const shape = SHAPES[name];
    if (shape === "round") return draw("circle", { r: 5, fill });
    if (shape === "square") return draw("rect", { x: -4.5, y: -4.5, width: 9, height: 9, fill });
    return draw("path", { d: shape === "up" ? "M0,-6 L6,5 L-6,5 Z" : "M0,-6.5 L6.5,0 L0,6.5 L-6.5,0 Z", fill });
  }

  /** Draw the intervals of one indicator, one line an alternative, all on one scale from 0. */
  intervals(indicator, alternatives, lineHeight, named) {
    const top = this.top(indicator, alternatives);
    const marks = ticks(top, named ? 5 : 2);
    const scale = indicator.rate ? 1 : marks.at(-1);
    const at = (value) => `${Math.min(100, Math.max(0, (100 * value) / scale))}%`;
    const height = lineHeight * alternatives.length;
    const chart = draw("svg", { class: "intervals", width: "100%", height: height + (named ? 18 : 0), overflow: "visible", role: "img", "aria-label": indicator.label });
    for (const mark of named ? marks : [0, scale]) {
      chart.append(draw("line", { x1: at(mark), x2: at(mark), y1: 0, y2: height, stroke: "var(--rule)" }));
      if (named) chart.append(draw("text", { x: at(mark), y: height + 14, "text-anchor": mark === 0 ? "start" : mark === scale ? "end" : "middle", text: indicator.rate ? `${tidy(100 * mark)}%` : mark }));
    }
    alternatives.forEach(({ name, values }, line) => {
      const read = values[indicator.key];
      if (read.mean === null) return;
      const y = lineHeight * (line + 0.5);
      if (read.low !== null) chart.append(draw("line", { x1: at(read.low), x2: at(read.high), y1: y, y2: y, stroke: this.spec.colours[name], "stroke-width": 7, opacity: 0.35 }));
      chart.append(draw("svg", { x: at(read.mean), y, overflow: "visible", data: { mark: name } }, this.mark(name)));
    });
    return chart;
  }

  /** The scale grows when it must and stays otherwise, so that a moving mark means a moving number. */
  top(indicator, alternatives) {
    if (indicator.rate) return 1;
    const needed = Math.max(...alternatives.map(({ values }) => Math.max(values[indicator.key].mean ?? 0, values[indicator.key].high ?? 0)));
    const before = this.tops[indicator.key] ?? 0;
    if (needed > before || needed < before / 4) this.tops[indicator.key] = 1.1 * needed;
    return this.tops[indicator.key];
  }
}

/** Mirror a number of the screen in attributes, where a test can read it. */
function mirror(element, indicator, name, read) {
  Object.assign(element.dataset, { indicator: indicator.key, alternative: name || "now", mean: read.mean ?? "", low: read.low ?? "", high: read.high ?? "", n: read.n });
}

/** One of the two large numbers. */
class Headline {
  constructor(indicator, clock, results) {
    Object.assign(this, { indicator, results });
    this.body = make("div", { class: "body" });
    this.root = make("article", { class: "headline", data: { headline: indicator.key } },
      make("h3", { title: indicator.definition }, make("span", { text: indicator.label }), make("small", { class: "quiet", text: clock })), this.body);
  }

  paint(alternatives, changes) {
    const { indicator, results } = this;
    const [now, last] = [alternatives[0], alternatives.at(-1)];
    const number = make("span", { class: "number", text: last.values[indicator.key].text });
    number.style.color = results.spec.colours[last.name];
    mirror(number, indicator, last.name, last.values[indicator.key]);
    const beside = make("div", { class: "beside" });
    beside.append(make("span", { class: "quiet", text: `${results.words.interval} ${last.values[indicator.key].band}` }));
    if (last !== now) {
      const before = make("span", {}, `${results.words.now} ${now.values[indicator.key].text} `, make("small", { class: "quiet", text: now.values[indicator.key].band }));
      mirror(before, indicator, now.name, now.values[indicator.key]);
      beside.append(before, verdict(changes[last.name]?.[indicator.key], results.words));
    }
    this.body.replaceChildren(make("div", { class: "figure" }, number, beside), results.intervals(indicator, alternatives, 20, true));
  }
}

function verdict(change, words) {
  if (!change) return "";
  return make("span", { class: "verdict", title: change.sentence, data: { verdict: change.verdict } },
    make("b", { text: change.text }), change.band ? make("small", { class: "band", text: change.band }) : "", change.band ? make("small", { class: "word", text: words[change.verdict] }) : "");     // without a number the words say it already
}

/** One line of the table: an indicator, its numbers, a small chart, and the change. */
class Row {
  constructor(indicator, results) {
    Object.assign(this, { indicator, results });
    this.root = make("div", { class: "line", role: "row", data: { row: indicator.key } });
  }

  paint(alternatives, changes) {
    const { indicator, results } = this;
    const last = alternatives.at(-1);
    const label = make("span", { class: "label", role: "rowheader", title: indicator.definition }, indicator.label, make("small", { class: "quiet", text: ` ${indicator.rate ? "" : indicator.unit}` }));
    const numbers = make("span", { class: "numbers", role: "cell" });
    for (const { name, values } of alternatives.length > 1 ? [alternatives[0], last] : [last]) {
      const read = values[indicator.key];
      const number = make("b", { text: read.text, title: `${results.words.interval} ${read.band}` });
      number.style.color = results.spec.colours[name];
      mirror(number, indicator, name, read);
      numbers.append(number, make("small", { class: "quiet", text: read.band }));
    }
    const chart = make("span", { class: "chart", role: "cell" }, results.intervals(indicator, alternatives, alternatives.length > 2 ? 9 : 13, false));
    this.root.replaceChildren(label, numbers, chart, make("span", { class: "moved", role: "cell" }, verdict(changes[last.name]?.[indicator.key], results.words)));
  }
}
