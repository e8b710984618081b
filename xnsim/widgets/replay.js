// The office as a moving picture. Python sends, once, where every file lay; this file finds the second and draws it.

const HIGH = 452, GAP = 8, ROOMS_HIGH = 78, HEAD = 20, SEAT = 17, EASE_MS = 90, IN_LINE = -2, LAST = 2 ** 31 - 1, TELL_MS = 250;
const INK = "#1B2733", QUIET = "#5F6B76", RULE = "#C9D1D9", TINT = "#F2F5F8", PAPER = "#FFFFFF", HALO = "#7A4FB5";
const SHAPES = ["none", "within", "near", "over"];

function render({ model, el }) {
  const player = new Player(model.get("spec"), model.get("reels"));
  el.append(player.root);
  dress(model, player.root).then(() => player.redraw());
  const seen = new ResizeObserver(() => player.fit());
  seen.observe(player.canvas);
  player.root.player = player;
  if (player.spec.plays) player.toggle();
  return () => { player.pause(); seen.disconnect(); };
}

export default { render };

class Player {
  constructor(spec, reels) {
    Object.assign(this, { spec, words: spec.words, now: 0, rate: spec.speeds[2].rate, followed: -1, skips: true, frames: 0, toldAt: -TELL_MS });
    this.canvas = make("canvas", { tabindex: 0, role: "img", "aria-label": `${spec.words.title} ${spec.office}` });
    this.pen = this.canvas.getContext("2d");
    this.sprites = new Map();
    this.panes = reels.map((reel, k) => new Pane(this, spec.panes[k], reel, reels.length > 1));
    this.controls();
    this.fit();
    this.seek(this.panes[0].nextWork(0));
  }

  controls() {
    const { words, spec } = this;
    this.clock = make("span", { class: "clock", "aria-hidden": "true" });
    this.button = make("button", { class: "main", text: words.play, data: { does: "play" }, on: { click: () => this.toggle() } });
    const back = make("button", { text: words.back, data: { does: "back" }, on: { click: () => this.step(-1) } });
    const step = make("button", { text: words.step, data: { does: "step" }, on: { click: () => this.step(1) } });
    this.slider = make("input", { type: "range", min: 0, max: spec.length - 1, step: 1, "aria-label": words.time, data: { does: "time" },
      on: { input: () => { this.pause(); this.seek(this.slider.valueAsNumber); } } });
    this.speed = make("select", { "aria-label": words.speed, data: { does: "speed" }, on: { change: () => { this.rate = Number(this.speed.value); } } },
      ...spec.speeds.map(({ rate, label }) => make("option", { value: rate, text: label, selected: rate === this.rate })));
    const skip = make("input", { type: "checkbox", checked: true, on: { change: () => { this.skips = skip.checked; } } });
    this.number = make("input", { type: "number", min: 0, "aria-label": words.follow, data: { does: "follow" },
      on: { input: () => this.follow(this.number.value === "" ? -1 : this.number.valueAsNumber) } });
    this.says = make("p", { class: "says", role: "status", "aria-live": "polite" });
    this.root = make("section", { class: "xnsim replay", "aria-label": words.title, data: { playing: "no" } },
      make("header", {}, make("h3", { text: `${words.title} · ${spec.office}` }), this.clock), this.canvas,
      make("div", { class: "bar" }, this.button, back, step, make("label", { class: "time" }, this.slider), make("label", { text: words.speed }, this.speed),
        make("label", {}, skip, make("span", { text: words.skip })), make("label", { text: words.follow }, this.number)),
      this.legend(), this.says,
      make("footer", {}, make("div", { text: words.keys }), ...spec.stamp.map((text) => make("div", { text: `${text} · ${words.once}` }))));
    keepKeys(this.root);
    this.root.addEventListener("keydown", (event) => this.key(event));
    this.canvas.addEventListener("click", (event) => this.pick(event));
  }

  legend() {
    const swatch = (paint) => {
      const sheet = make("canvas", { width: 32, height: 32, "aria-hidden": "true" });
      const pen = sheet.getContext("2d");
      pen.scale(2, 2);
      paint(pen);
      return sheet;
    };
    const dots = SHAPES.map((state) => make("span", {}, swatch((pen) => shape(pen, state, 8, 8, 10, this.spec.states[state])), this.words[state]));
    const seats = ["busy", "idle", "away", "cover", "off"].map((state) => make("span", {}, swatch((pen) => {
      chair(pen, state === "cover" ? "idle" : state, state === "cover", 1, 1, 14);
      if (state === "busy") shape(pen, "within", 8, 8, 8, this.spec.states.within);
    }), this.words[state]));
    return make("div", { class: "key" }, ...dots, ...seats);
  }

  key(event) {
    const typing = event.target === this.speed || event.target === this.number || event.target.type === "checkbox";
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && event.target.tagName === "BUTTON") return;
    const day = 86400;
    const acts = {
      " ": () => this.toggle(), ArrowRight: () => this.step(1), ArrowLeft: () => this.step(-1), Home: () => this.jump(0), End: () => this.jump(this.spec.length - 1),
      PageDown: () => this.jump(this.now + day), PageUp: () => this.jump(this.now - day), "+": () => this.faster(1), "=": () => this.faster(1), "-": () => this.faster(-1),
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  }

  faster(by) {
    this.speed.selectedIndex = Math.max(0, Math.min(this.spec.speeds.length - 1, this.speed.selectedIndex + by));
    this.rate = Number(this.speed.value);
  }

  toggle() {
    if (this.playing) return this.pause();
    if (this.now >= this.spec.length - 1) this.seek(this.panes[0].nextWork(0));
    this.playing = true;
    this.show();
    this.last = undefined;
    this.turn();
  }

  pause() {
    this.playing = false;
    if (this.waiting) cancelAnimationFrame(this.waiting);
    this.waiting = undefined;
    this.show();
  }

  turn() {
    this.waiting = requestAnimationFrame((moment) => {
      const passed = Math.min(100, moment - (this.last ?? moment));
      this.last = moment;
      this.tick(passed);
      if (this.playing) this.turn();
    });
  }

  /** Let so many milliseconds of the onlooker's time pass, and draw. */
  tick(passed) {
    let then = this.now + (this.rate * passed) / 1000;
    if (this.skips) then = Math.min(...this.panes.map((pane) => pane.nextWork(then)));
    this.move(Math.min(then, this.spec.length - 1));
    this.paint(passed);
    if (performance.now() - this.toldAt >= TELL_MS) this.tell();
    if (this.now >= this.spec.length - 1) this.pause();
  }

  step(way) {
    this.pause();
    const found = this.panes.map((pane) => pane.change(this.now, way));
    this.seek(way > 0 ? Math.min(...found) : Math.max(...found));
  }

  jump(second) {
    this.pause();
    this.seek(second);
  }

  seek(second) {
    this.move(Math.max(0, Math.min(this.spec.length - 1, second)));
    this.redraw();
    this.show();
  }

  move(second) {
    this.now = second;
    this.panes.forEach((pane) => pane.move(Math.floor(second)));
  }

  redraw() {
    this.back = undefined;
    this.paint(Infinity);
  }

  follow(number) {
    this.followed = number;
    this.panes.forEach((pane) => pane.follow(number));
    this.paint(Infinity);
    this.show();
  }

  pick(event) {
    const box = this.canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const numbers = this.panes.map((pane) => pane.nearest(x, y)).filter((number) => number >= 0);
    this.number.value = numbers[0] ?? "";
    this.follow(numbers[0] ?? -1);
  }

  fit() {
    const wide = Math.max(640, Math.round(this.canvas.clientWidth || 1060));
    const ratio = globalThis.devicePixelRatio || 1;
    if (wide === this.wide && ratio === this.ratio) return;
    Object.assign(this, { wide, ratio });
    Object.assign(this.canvas, { width: wide * ratio, height: HIGH * ratio });
    this.canvas.style.height = `${HIGH}px`;
    this.sprites.clear();
    const each = (wide - GAP * (this.panes.length - 1)) / this.panes.length;
    this.panes.forEach((pane, k) => pane.lay(k * (each + GAP), each));
    this.redraw();
  }

  /** Say the time and the numbers in words and data, for eyes, readers of the screen and tests. */
  show() {
    this.button.textContent = this.playing ? this.words.pause : this.words.play;
    Object.assign(this.root.dataset, { playing: this.playing ? "yes" : "no", second: String(Math.floor(this.now) + this.spec.begin),
      counts: JSON.stringify(this.panes.map((pane) => pane.counts())), ended: JSON.stringify(this.panes.map((pane) => pane.ended())) });
    this.slider.setAttribute("aria-valuetext", this.when());
    this.says.setAttribute("aria-live", this.playing ? "off" : "polite");      // read aloud when it stands still
    this.tell();
  }

  tell() {
    this.toldAt = performance.now();
    const told = this.panes.map((pane) => (this.followed >= 0 ? pane.tells(this.followed) : pane.sums()));
    this.says.textContent = this.panes.length > 1 ? told.map((text, k) => `${this.spec.panes[k].name}: ${text}`).join("  |  ") : told[0];
  }

  when() {
    const moment = new Date(Date.parse(`${this.spec.start}T00:00:00Z`) + (Math.floor(this.now) + this.spec.begin) * 1000);
    const two = (value) => String(value).padStart(2, "0");
    return `${moment.getUTCFullYear()}-${two(moment.getUTCMonth() + 1)}-${two(moment.getUTCDate())} ${this.spec.weekdays[moment.getUTCDay()]} ${two(moment.getUTCHours())}:${two(moment.getUTCMinutes())}`;
  }

  paint(passed) {
    if (!this.wide) return;
    const began = performance.now();
    this.back ??= this.background();
    const pen = this.pen;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.drawImage(this.back, 0, 0);
    pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    const near = passed === Infinity ? 1 : 1 - Math.exp(-passed / EASE_MS);
    this.panes.forEach((pane) => pane.paint(pen, near));
    this.clock.textContent = this.when();
    this.slider.value = Math.floor(this.now);
    this.frames += 1;
    this.cost = performance.now() - began;
  }

  /** Draw once what never moves. */
  background() {
    const sheet = Object.assign(document.createElement("canvas"), { width: this.canvas.width, height: this.canvas.height });
    const pen = sheet.getContext("2d");
    pen.scale(this.ratio, this.ratio);
    pen.fillStyle = PAPER;
    pen.fillRect(0, 0, this.wide, HIGH);
    this.family = getComputedStyle(this.root).fontFamily || "sans-serif";
    this.panes.forEach((pane) => pane.furnish(pen));
    return sheet;
  }

  font(size, weight = 400) {
    return `${weight} ${size}px ${this.family}`;
  }

  /** A dot of some state and size, drawn once and kept. */
  sprite(state, size) {
    const name = state * 64 + size;
    if (!this.sprites.has(name)) {
      const side = Math.ceil((size + 2) * this.ratio);
      const sheet = Object.assign(document.createElement("canvas"), { width: side, height: side });
      const pen = sheet.getContext("2d");
      pen.scale(this.ratio, this.ratio);
      shape(pen, SHAPES[state], (size + 2) / 2, (size + 2) / 2, size, this.spec.states[SHAPES[state]]);
      this.sprites.set(name, sheet);
    }
    return this.sprites.get(name);
  }
}

/** One run: its tables, and who is where at the second the picture shows. */
class Pane {
  constructor(player, about, reel, named) {
    Object.assign(this, { player, about, named, t: Object.fromEntries(Object.entries(reel).map(([name, bytes]) => [name, numbers(bytes)])) });
    const { begin, end, rank, token_case: tokens, stop, judged } = this.t;
    this.ends = Int32Array.from(end.keys()).sort((a, b) => end[a] - end[b]);
    this.endsAt = this.ends.map((stay) => end[stay]);
    this.byRank = new Int32Array(rank.length);
    rank.forEach((place, stay) => { this.byRank[place] = stay; });
    this.active = new Int32Array(begin.length);                     // ranks of the stays that hold now, in order
    this.count = this.begun = this.over = 0;
    this.second = -1;
    this.x = new Float32Array(tokens.length).fill(NaN);
    this.y = new Float32Array(tokens.length);
    const done = [...stop.keys()].filter((row) => judged[row] >= 0 && stop[row] >= 0).sort((a, b) => stop[a] - stop[b]);
    this.doneAt = Int32Array.from(done, (row) => stop[row]);
    this.doneWell = new Int32Array(done.length + 1);
    done.forEach((row, k) => { this.doneWell[k + 1] = this.doneWell[k] + judged[row]; });
    this.lines = new Int32Array(about.zones.length);
    this.hands = new Int32Array(about.zones.length);
    this.seatsOf = about.zones.map((_, zone) => [...about.seats.keys()].filter((seat) => about.seats[seat].zone === zone));
    this.held = new Uint8Array(about.seats.length);
    this.helped = about.seats.map((seat, k) => seat.rank > 0 && this.ever(k));
  }

  /** Whether a helper's chair ever has something to show. */
  ever(seat) {
    return this.t.seat.includes(seat) || this.t.open_at[seat + 1] > this.t.open_at[seat];
  }

  // time ------------------------------------------------------------------

  move(second) {
    if (second === this.second) return;
    if (second < this.second) this.rewind(second);
    else this.forward(second);
    this.second = second;
  }

  forward(second) {
    const { begin, end, rank } = this.t;
    while (this.begun < begin.length && begin[this.begun] <= second) {
      if (end[this.begun] > second) this.add(rank[this.begun]);
      this.begun += 1;
    }
    while (this.over < this.ends.length && this.endsAt[this.over] <= second) this.remove(rank[this.ends[this.over++]]);
  }

  rewind(second) {
    const { begin, end, rank } = this.t;
    this.begun = after(begin, second);
    this.over = after(this.endsAt, second);
    this.count = 0;
    for (let stay = 0; stay < this.begun; stay += 1) if (end[stay] > second) this.active[this.count++] = rank[stay];
    this.active.subarray(0, this.count).sort();
  }

  add(rank) {
    const place = after(this.active, rank, this.count);
    this.active.copyWithin(place + 1, place, this.count);
    this.active[place] = rank;
    this.count += 1;
  }

  remove(rank) {
    const place = after(this.active, rank, this.count) - 1;
    if (place < 0 || this.active[place] !== rank) return;
    this.active.copyWithin(place, place + 1, this.count);
    this.count -= 1;
  }

  change(now, way) {
    const { begin } = this.t;
    const second = Math.floor(now);
    if (way > 0) return Math.min(begin[after(begin, second)] ?? LAST, this.endsAt[after(this.endsAt, second)] ?? LAST);
    return Math.max(begin[after(begin, second - 1) - 1] ?? 0, this.endsAt[after(this.endsAt, second - 1) - 1] ?? 0, 0);
  }

  nextWork(second) {
    const { work_from: opens, work_to: closes } = this.t;
    const row = after(closes, second);
    return row < opens.length ? Math.max(second, opens[row]) : second;
  }

  within(name, row, second) {
    const { [`${name}_at`]: at, [`${name}_from`]: from, [`${name}_to`]: to } = this.t;
    const found = after(from, second, at[row + 1], at[row]) - 1;
    return found >= at[row] && to[found] > second;
  }

  // numbers ----------------------------------------------------------------

  tally() {
    this.lines.fill(0);
    this.hands.fill(0);
    const { token, zone, seat } = this.t;
    for (let k = 0; k < this.count; k += 1) {
      const stay = this.byRank[this.active[k]];
      if (token[stay] >= 0) (seat[stay] === IN_LINE ? this.lines : this.hands)[zone[stay]] += 1;
    }
  }

  counts() {
    this.tally();
    return Object.fromEntries(this.about.zones.map(({ key }, zone) => [key, [this.lines[zone], this.hands[zone]]]));
  }

  ended() {
    const done = after(this.doneAt, this.second);
    return [done, this.doneWell[done]];
  }

  sums() {
    const { words } = this.player;
    this.tally();
    const desks = [...this.about.zones.keys()].filter((zone) => this.about.zones[zone].kind === "desk");
    const sum = (list) => desks.reduce((total, zone) => total + list[zone], 0);
    const [done, well] = this.ended();
    return `${words.waits} ${sum(this.lines)} · ${words.hand} ${sum(this.hands)} · ${words.ended} ${done} · ${words.on_time} ${well}`;
  }

  state(row, second) {
    const { start, near, due, stop } = this.t;
    const seen = Math.min(second, stop[row]);
    return start[row] > seen ? 0 : seen > due[row] ? 3 : seen >= near[row] ? 2 : 1;
  }

  tells(number) {
    const { words } = this.player;
    const row = this.row;
    const head = words.case.replace("{}", number);
    if (row < 0) return `${head}: ${words.gone}`;
    const spots = this.spots();
    if (!spots.length) return `${head}: ${words.gone}`;
    const names = spots.map((stay) => this.about.zones[this.t.zone[stay]].label);
    const left = this.t.due[row] - Math.min(this.second, this.t.stop[row]);
    const limit = this.state(row, this.second) === 0 ? words.none : (left >= 0 ? words.to_go : words.past).replace("{}", this.span(Math.abs(left)));
    return `${head} · ${words.places.replace("{}", spots.length)} (${names.join(", ")}) · ${limit}`;
  }

  span(seconds) {
    const { words } = this.player;
    return seconds >= 86400 ? `${(seconds / 86400).toFixed(1)} ${words.days}` : `${(seconds / 3600).toFixed(1)} ${words.hours}`;
  }

  follow(number) {
    this.row = number < 0 ? -1 : this.t.number.indexOf(number);
  }

  spots() {
    const found = [];
    for (let k = 0; k < this.count; k += 1) {
      const stay = this.byRank[this.active[k]];
      if (this.t.token[stay] >= 0 && this.t.token_case[this.t.token[stay]] === this.row) found.push(stay);
    }
    return found;
  }

  nearest(x, y) {
    let [best, gap] = [-1, 144];
    for (let k = 0; k < this.count; k += 1) {
      const token = this.t.token[this.byRank[this.active[k]]];
      const far = token < 0 ? LAST : (this.x[token] - x) ** 2 + (this.y[token] - y) ** 2;
      if (far < gap) [best, gap] = [this.t.number[this.t.token_case[token]], far];
    }
    return best;
  }

  // the room -----------------------------------------------------------------

  /** Give every place a box: desks and sessions in a grid, below them the rooms in which time passes. */
  lay(left, wide) {
    const zones = this.about.zones;
    const top = this.named ? 26 : 0;
    const cells = [...zones.keys()].filter((zone) => zones[zone].kind !== "wait" && zones[zone].shown);
    const rooms = [...zones.keys()].filter((zone) => zones[zone].kind === "wait" && zones[zone].shown);
    const high = HIGH - top - (rooms.length ? ROOMS_HIGH + GAP : 0);
    const across = columnsFor(cells.length, wide, high);
    const down = Math.max(1, Math.ceil(cells.length / across));
    Object.assign(this, { left, wide, boxes: [] });
    const put = (zone, column, row, w, h, y0) => {
      this.boxes[zone] = this.box(zone, left + column * (w + GAP), y0 + row * (h + GAP), w, h);
    };
    cells.forEach((zone, k) => put(zone, k % across, Math.floor(k / across), (wide - GAP * (across - 1)) / across, (high - GAP * (down - 1)) / down, top));
    rooms.forEach((zone, k) => put(zone, k, 0, (wide - GAP * (rooms.length - 1)) / rooms.length, ROOMS_HIGH, HIGH - ROOMS_HIGH));
    this.x.fill(NaN);
  }

  box(zone, x, y, w, h) {
    const places = this.seatsOf[zone].filter((seat) => this.about.seats[seat].rank === 0 || this.helped[seat]);
    const across = Math.max(1, Math.floor((w - 10) / (SEAT + 3)));
    const rows = Math.ceil(places.length / across);
    const size = rows * (SEAT + 3) > h - HEAD - 26 ? Math.max(8, Math.floor((h - HEAD - 26) / rows) - 3) : SEAT;
    const fit = Math.max(1, Math.floor((w - 10) / (size + 3)));
    const seats = new Map(places.map((seat, k) => [seat, [x + 6 + (k % fit) * (size + 3), y + HEAD + Math.floor(k / fit) * (size + 3)]]));
    const line = y + HEAD + Math.ceil(places.length / fit) * (size + 3) + (places.length ? 3 : 0);
    return { x, y, w, h, seats, size, line, room: Math.max(8, y + h - 4 - line) };
  }

  furnish(pen) {
    const { player, about } = this;
    if (this.named) {
      pen.font = player.font(15, 600);
      pen.fillStyle = INK;
      pen.fillText(about.name, this.left + 2, 18, this.wide * 0.5);
    }
    this.boxes.forEach((box, zone) => {
      const { kind, label } = about.zones[zone];
      pen.fillStyle = TINT;
      pen.strokeStyle = RULE;
      pen.lineWidth = 1;
      pen.setLineDash(kind === "wait" ? [4, 3] : []);
      pen.beginPath();
      pen.roundRect(box.x + 0.5, box.y + 0.5, box.w - 1, box.h - 1, 6);
      pen.fill();
      pen.stroke();
      pen.setLineDash([]);
      pen.font = player.font(12.5, 600);
      pen.fillStyle = INK;
      const gate = kind === "session" ? 16 : 0;
      if (gate) door(pen, box.x + 6, box.y + 4);
      pen.fillText(label, box.x + 7 + gate, box.y + 15, box.w * 0.58 - gate);
    });
  }

  paint(pen, near) {
    this.tally();
    this.held.fill(0);
    const { token, zone, seat, token_case: cases, token_trunk: trunk } = this.t;
    const steps = this.boxes.map((box, place) => spacing(box, this.lines[place] + (box.seats.size ? 0 : this.hands[place])));
    const seen = new Int32Array(this.boxes.length);
    for (let k = 0; k < this.count; k += 1) {
      const stay = this.byRank[this.active[k]];
      if (seat[stay] >= 0) this.held[seat[stay]] = 1;
    }
    this.chairs(pen);
    const halo = [];
    for (let k = 0; k < this.count; k += 1) {
      const stay = this.byRank[this.active[k]];
      const [file, place] = [token[stay], zone[stay]];
      const box = this.boxes[place];
      if (file < 0 || !box) continue;
      const sits = seat[stay] >= 0 ? box.seats.get(seat[stay]) : undefined;
      let goalX, goalY, size;
      if (sits) {
        size = Math.max(5, box.size - 7);
        goalX = sits[0] + box.size / 2;
        goalY = sits[1] + box.size / 2;
      } else {
        const gap = steps[place], across = Math.max(1, Math.floor((box.w - 12) / gap)), at = seen[place]++;
        size = Math.max(2, Math.round(gap * 0.86));
        goalX = box.x + 6 + (at % across) * gap + gap / 2;
        goalY = box.line + Math.floor(at / across) * gap + gap / 2;
        if (goalY > box.y + box.h - 2) continue;
      }
      if (Number.isNaN(this.x[file])) {
        const from = trunk[file];
        const known = !Number.isNaN(this.x[from]) && near < 1;
        [this.x[file], this.y[file]] = known ? [this.x[from], this.y[from]] : [goalX, goalY];
      }
      this.x[file] += (goalX - this.x[file]) * near;
      this.y[file] += (goalY - this.y[file]) * near;
      const side = size + 2;
      pen.drawImage(this.player.sprite(this.state(cases[file], this.second), size), this.x[file] - side / 2, this.y[file] - side / 2, side, side);
      if (cases[file] === this.row) halo.push(file);
    }
    this.numbers(pen);
    if (this.row >= 0) this.ring(pen, halo);
  }

  chairs(pen) {
    this.boxes.forEach((box, zone) => {
      for (const [seat, [x, y]] of box.seats) {
        const { officer, rank, always, hours } = this.about.seats[seat];
        const open = always || this.within("open", seat, this.second);
        const gone = this.within("away", officer, this.second);
        const busy = this.held[seat] === 1;
        if (!busy && rank > 0 && (always || !open || gone)) continue;
        const state = busy ? "busy" : gone || !open ? "away" : this.within("hours", hours, this.second) ? "idle" : "off";
        chair(pen, state, rank > 0, x, y, box.size);
      }
    });
  }

  numbers(pen) {
    const { player } = this;
    const { words } = player;
    pen.font = player.font(12);
    pen.textAlign = "right";
    pen.fillStyle = INK;
    this.boxes.forEach((box, zone) => {
      const { kind } = this.about.zones[zone];
      const said = kind === "desk" ? `${words.waits} ${this.lines[zone]} · ${words.hand} ${this.hands[zone]}` : kind === "wait" ? `${this.lines[zone]} ${words.wait_here}`
        : `${words.waits} ${this.lines[zone]}${this.meets(zone)}`;
      pen.fillText(said, box.x + box.w - 7, box.y + 15);
    });
    if (this.named) {
      const [done, well] = this.ended();
      pen.font = player.font(13, 600);
      pen.fillText(`${words.ended} ${done} · ${words.on_time} ${well}`, this.left + this.wide - 4, 18);
    }
    pen.textAlign = "left";
  }

  meets(zone) {
    const row = zone - this.about.zones.findIndex(({ kind }) => kind === "session");
    const { meeting_at: at, meeting_from: from } = this.t;
    const next = after(from, this.second - 1, at[row + 1], at[row]);
    return next < at[row + 1] ? ` · ${this.player.words.next} ${this.span(from[next] - this.second)}` : "";
  }

  /** Tie the places of one case together. */
  ring(pen, tokens) {
    pen.strokeStyle = HALO;
    pen.lineWidth = 1.6;
    pen.setLineDash([3, 3]);
    pen.beginPath();
    tokens.forEach((token, k) => pen[k ? "lineTo" : "moveTo"](this.x[token], this.y[token]));
    pen.stroke();
    pen.setLineDash([]);
    pen.lineWidth = 2.4;
    for (const token of tokens) {
      pen.beginPath();
      pen.arc(this.x[token], this.y[token], 9, 0, 2 * Math.PI);
      pen.stroke();
    }
  }
}

// what the picture is made of ----------------------------------------------------

/** A case: a ring without a clock, a disc within its limit, a triangle near its end, a cross past it. */
function shape(pen, state, x, y, size, colour) {
  const r = size / 2;
  pen.fillStyle = pen.strokeStyle = colour;
  pen.beginPath();
  if (state === "near") {
    pen.moveTo(x, y - r * 1.1);
    pen.lineTo(x + r * 1.05, y + r * 0.8);
    pen.lineTo(x - r * 1.05, y + r * 0.8);
  } else if (state === "over") {
    const [far, near] = [r * 1.05, r * 0.42];
    for (const [across, down] of [[0, -near], [far - near, -far], [far, near - far], [near, 0], [far, far - near], [far - near, far], [0, near],
      [near - far, far], [-far, far - near], [-near, 0], [-far, near - far], [near - far, -far]]) pen.lineTo(x + across, y + down);
  } else {
    pen.arc(x, y, state === "none" ? r * 0.78 : r * 0.95, 0, 2 * Math.PI);
  }
  pen.closePath();
  if (state === "none") {
    pen.lineWidth = Math.max(1, size * 0.18);
    pen.stroke();
  } else {
    pen.fill();
  }
}

/** An officer's chair: full while he works, open while he is free, dashed and crossed while he is away; a stand-in's has a double frame. */
function chair(pen, state, stands, x, y, size) {
  const away = state === "away";
  pen.fillStyle = state === "off" ? "#E3E8EC" : PAPER;
  pen.strokeStyle = away ? "#9AA5AF" : state === "off" ? "#B8C1C9" : stands ? "#7A4FB5" : INK;
  pen.lineWidth = state === "busy" ? 2 : 1.3;
  pen.setLineDash(away ? [2.5, 2.5] : []);
  pen.beginPath();
  pen.roundRect(x + 1, y + 1, size - 2, size - 2, 4);
  if (!away) pen.fill();
  pen.stroke();
  pen.setLineDash([]);
  if (stands) {
    pen.lineWidth = 1;
    pen.beginPath();
    pen.roundRect(x + 3.5, y + 3.5, size - 7, size - 7, 2);
    pen.stroke();
  }
  if (away) {
    pen.beginPath();
    pen.moveTo(x + 4, y + size - 4);
    pen.lineTo(x + size - 4, y + 4);
    pen.stroke();
  }
}

function door(pen, x, y) {
  pen.strokeStyle = INK;
  pen.lineWidth = 1.6;
  pen.beginPath();
  for (const at of [1, 6, 11]) {
    pen.moveTo(x + at, y + 1);
    pen.lineTo(x + at, y + 13);
  }
  pen.moveTo(x, y + 4);
  pen.lineTo(x + 12, y + 4);
  pen.moveTo(x, y + 10);
  pen.lineTo(x + 12, y + 10);
  pen.stroke();
}

/** How far apart so many dots stand in a box: the largest step at which all have room. */
function spacing({ w, room }, count) {
  return [11, 9, 7, 6, 5, 4, 3].find((gap) => Math.floor((w - 12) / gap) * Math.max(1, Math.floor(room / gap)) >= count) ?? 2.4;
}

/** In how many columns so many boxes are nearest to twice as wide as high. */
function columnsFor(count, wide, high) {
  let [best, gap] = [1, Infinity];
  for (let across = 1; across <= Math.max(1, count); across += 1) {
    const down = Math.ceil(count / across);
    const odd = Math.abs(Math.log(wide / across / (high / down) / 2)) + (across * down - count) * 0.12;
    if (odd < gap) [best, gap] = [across, odd];
  }
  return best;
}

/** The number of entries of a sorted row, from `low` up to `high`, that are at most `value`, plus `low`. */
function after(row, value, high = row.length, low = 0) {
  while (low < high) {
    const middle = (low + high) >> 1;
    if (row[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function numbers(bytes) {
  const view = bytes instanceof DataView || ArrayBuffer.isView(bytes) ? bytes : new DataView(bytes);
  return new Int32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}
