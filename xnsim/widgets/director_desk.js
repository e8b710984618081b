// The director's desk: what can be bought or ruled in a quarter, the points left, the boards as they come.

function render({ model, el }) {
  const spec = model.get("spec");
  const words = spec.words;
  const said = (name, ...values) => values.reduce((text, value) => text.replace("{}", value), words[name]);
  let now = {}; // sign → {digit: how often} in the quarter that is being decided

  const team = make("input", { type: "text", value: spec.team, "aria-label": words.team, maxlength: 12 });
  const shock = make("p", { class: "shock", role: "status" });
  const meter = make("progress", { max: spec.budget, value: 0, "aria-label": words.orders });
  const left = make("p", { class: "left", role: "status", "aria-live": "polite" });
  const chips = make("p", { class: "chips" });
  const end = make("button", { type: "button", class: "main end", text: words.end, on: { click: finish } });
  const problems = make("p", { class: "problem", role: "alert" });
  const menu = make("div", { class: "menu" });
  const boards = make("div", { class: "boards" });
  const root = make("section", { class: "xnsim director", data: { stage: "deciding", played: 0, team: spec.team } },
    make("header", {}, make("h3", { text: words.head }), make("label", { text: words.team + " " }, team), make("span", { class: "quiet", text: said("note", spec.seed) })),
    make("div", { class: "columns" }, menu, make("aside", {}, shock, meter, left, chips, end, problems, boards)));
  keepKeys(root);
  team.addEventListener("input", () => { root.dataset.team = team.value; paint(); });

  const items = spec.kinds.flatMap((group) => group.items);
  const bySign = Object.fromEntries(items.map((item) => [item.sign, item]));
  const played = () => model.get("state").quarters;
  const cost = (item, digit, times) => (item.perDigit ? item.price * digit : item.price) * times;
  const spent = () => Object.entries(now).reduce((sum, [sign, digits]) =>
    sum + Object.entries(digits).reduce((part, [digit, times]) => part + cost(bySign[sign], Number(digit), times), 0), 0);
  const body = () => items.flatMap((item) => Object.entries(now[item.sign] ?? {}).flatMap(([digit, times]) =>
    Array(times).fill(item.choices.length ? item.sign + digit : item.sign))).join("") || "0";
  const past = (item) => played().flatMap((quarter) => quarter.match(/[A-Z]\d*/g) ?? []).filter((order) => order[0] === item.sign);

  /** Order so many of an item with this digit; of what stands alone the last word counts. */
  function order(item, digit, times) {
    const digits = item.alone ? {} : { ...now[item.sign] };
    if (times > 0) digits[digit] = times;
    else delete digits[digit];
    now = { ...now, [item.sign]: digits };
    decide();
  }

  function finish() {
    model.set("given", { count: (model.get("given").count ?? 0) + 1, code: [...played(), body()].join("/") });
    model.save_changes();
    end.disabled = true;
  }

  // ---- the menu ----

  function control(item) {
    const had = new Set(item.kind === "once" ? past(item) : []);
    if (!item.choices.length) return [toggle(item, 0, `${item.label} · ${priced(item)}`, had.has(item.sign))];
    if (item.kind === "rule") return [rule(item)];
    return item.choices.map(({ digit, label }) => item.many ? stepper(item, digit, label) : toggle(item, digit, label, had.has(item.sign + digit)));
  }

  function toggle(item, digit, label, had) {
    const on = Boolean(now[item.sign]?.[digit]);
    return make("button", { type: "button", class: "toggle", "aria-pressed": String(on || had), disabled: had || busy(), data: { order: code(item, digit) },
      text: had ? `${label} · ${words.had}` : label, on: { click: () => order(item, digit, on ? 0 : 1) } });
  }

  function stepper(item, digit, label) {
    const times = now[item.sign]?.[digit] ?? 0;
    const step = (name, to, sign) => make("button", { type: "button", text: sign, disabled: busy() || to < 0, "aria-label": `${label}: ${words[name]}`,
      data: { step: name }, on: { click: () => order(item, digit, to) } });
    return make("span", { class: "stepper", data: { order: code(item, digit), times } }, make("span", { text: label }), step("minus", times - 1, "−"),
      make("b", { text: times }), step("plus", times + 1, "+"));
  }

  function rule(item) {
    const stands = past(item).at(-1)?.slice(1) ?? "0";
    const label = (digit) => item.choices.find((each) => each.digit === Number(digit)).label;
    const chosen = Object.keys(now[item.sign] ?? {})[0] ?? "";
    const list = make("select", { disabled: busy(), "aria-label": item.label, data: { order: item.sign } },
      make("option", { value: "", text: `${words.keep}${words.colon}${label(stands)}` }),
      ...item.choices.filter((each) => String(each.digit) !== stands).map((each) => make("option", { value: each.digit, text: each.label })));
    list.value = chosen;
    list.addEventListener("change", () => (list.value === "" ? order(item, chosen, 0) : order(item, Number(list.value), 1)));
    return list;
  }

  const code = (item, digit) => (item.choices.length ? item.sign + digit : item.sign);
  const busy = () => ["working", "over"].includes(model.get("state").stage);
  const priced = (item) => said(item.perDigit ? "each" : "price", item.price);

  function decide() {
    const focus = document.activeElement?.closest?.("[data-order]")?.dataset.order;
    const which = document.activeElement?.dataset.step;
    menu.replaceChildren(...spec.kinds.map((group) => make("fieldset", { data: { kind: group.kind } }, make("legend", { text: group.label }),
      ...group.items.filter((item) => item.choices.length).map((item) => make("div", { class: "item" }, make("span", { class: "name", text: item.label }),
        make("span", { class: "choices" }, ...control(item)), item.price ? make("span", { class: "quiet price", text: priced(item) }) : null)),
      make("div", { class: "choices" }, ...group.items.filter((item) => !item.choices.length).flatMap(control)))));
    const again = focus && menu.querySelector(`[data-order="${focus}"]`);
    if (again) (which ? again.querySelector(`[data-step="${which}"]`) : again)?.focus();
    const total = spent();
    const over = model.get("state").stage === "over";
    meter.value = Math.min(total, spec.budget);
    left.textContent = over ? "" : total > spec.budget ? said("over", total - spec.budget) : said("left", spec.budget - total, spec.budget);
    chips.textContent = over ? "" : `${words.orders}${words.colon}${body() === "0" ? words.nothing : body()}`;
    Object.assign(root.dataset, { spent: total, orders: body() });
    end.disabled = total > spec.budget || busy();
    end.hidden = meter.hidden = over;
  }

  // ---- the boards ----

  function paint() {
    const state = model.get("state");
    const k = state.boards.length;
    Object.assign(root.dataset, { stage: state.stage, played: k, final: state.final ?? "", code: state.code });
    const quarter = said("quarter", k + 1);
    shock.textContent = state.stage === "over" ? "" : state.stage === "working" ? words.working
      : `${quarter} · ${spec.shocks[k] ? words.shock + spec.shocks[k] : words.calm}`;
    problems.textContent = state.problems.join(" ");
    boards.replaceChildren(...[k ? published(state) : null, state.true ? revealed(state) : make("p", { class: "hidden", text: words.hidden }),
      k ? make("p", { class: "code" }, make("span", { text: words.code }), make("output", { text: `${team.value}=${state.code}` })) : null,
      debrief(state)].filter(Boolean));
    decide();
  }

  function published(state) {
    const rows = state.boards[0].rows.map((_, at) => make("tr", { data: { part: state.boards[0].rows[at].key } }, make("th", { scope: "row", text: state.boards[0].rows[at].label }),
      ...state.boards.map((board) => make("td", {}, make("span", { text: board.rows[at].value }), make("b", { text: board.rows[at].points })))));
    const sums = make("tr", { class: "sum" }, make("th", { scope: "row", text: words.total }), ...state.boards.map((board) => make("td", {}, make("b", { text: board.total }))));
    const fines = state.boards.some((board) => board.fines.length)
      ? make("tr", { class: "fines" }, make("th", { scope: "row", text: words.fined }), ...state.boards.map((board) => make("td", { text: board.fines.join(" ") }))) : null;
    return make("table", { class: "official" }, make("caption", { text: words.board }),
      make("tr", {}, make("th"), ...state.boards.map((_, at) => make("th", { scope: "col", text: said("quarter", at + 1) }))), ...rows, ...(fines ? [fines] : []), sums);
  }

  function revealed(state) {
    const rows = state.true.rows.map((row) => make("tr", { data: { part: row.key } }, make("th", { scope: "row", text: row.label }), make("td", {}, make("span", { text: row.value }),
      make("b", { text: `${row.points} / ${row.weight}` }))));
    return make("div", { class: "revealed" }, make("table", { class: "true" }, make("caption", { text: words.true }), ...rows,
      make("tr", { class: "sum" }, make("th", { scope: "row", text: words.total }), make("td", {}, make("b", { text: state.true.total })))), make("p", { class: "final", text: said("final", state.final) }));
  }

  function debrief(state) {
    if (state.stage !== "over") return null;
    return make("details", { class: "debrief", open: true }, make("summary", { text: words.debrief }), make("pre", { text: state.debrief || words.counting }));
  }

  function heard() {
    if (model.get("state").boards.length !== Number(root.dataset.played)) now = {};
    paint();
  }

  return onPage({ model, el }, root, paint, heard);
}

export default { render };
