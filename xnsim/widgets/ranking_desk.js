// The trainer's desk: paste the teams' codes, rank them, click a team for its boards and debrief.

function render({ model, el }) {
  const spec = model.get("spec");
  const words = spec.words;
  const field = make("textarea", { rows: 4, spellcheck: false, "aria-label": words.codes });
  field.value = spec.codes;
  const button = make("button", { type: "button", class: "main", text: words.rank, on: { click: () => send({ text: field.value }) } });
  const problems = make("ul", { class: "problem", role: "alert" });
  const busy = make("p", { class: "quiet", role: "status", "aria-live": "polite" });
  const table = make("table");
  const told = make("pre", { class: "told", "aria-live": "polite" });
  const root = make("section", { class: "xnsim ranking", data: { stage: "waiting" } }, make("h3", { text: words.head }),
    make("p", { text: words.codes }), field, make("div", { class: "row" }, button, make("span", { class: "quiet", text: words.note.replace("{}", spec.seed) })), problems, busy, table, told);
  keepKeys(root);

  function send(what) {
    model.set("given", { count: (model.get("given").count ?? 0) + 1, ...what });
    model.save_changes();
  }

  function paint() {
    const state = model.get("state");
    root.dataset.stage = state.stage;
    problems.replaceChildren(...state.problems.map((text) => make("li", { text })));
    busy.textContent = { working: words.working, telling: words.counting, ranked: words.pick }[state.stage] ?? "";
    button.disabled = ["working", "telling"].includes(state.stage);
    table.replaceChildren(...(state.rows.length ? [make("tr", {}, ...state.heads.map((text) => make("th", { scope: "col", text })))] : []),
      ...state.rows.map((row, at) => make("tr", { data: { team: row[1], final: row[4] }, class: state.row === at && state.told ? "chosen" : null },
        ...row.map((text, column) => (column === 1 ? make("td", {}, make("button", { type: "button", text, disabled: button.disabled, on: { click: () => send({ row: at }) } })) : make("td", { text }))))));
    told.textContent = state.told;
  }

  return onPage({ model, el }, root, paint);
}

export default { render };
