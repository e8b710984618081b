// A box for one number: a question, a field, a button, and what is said to the answer.

function render({ model, el }) {
  const spec = model.get("spec");
  const field = make("input", { type: "number", step: "any", inputmode: "decimal", "aria-label": spec.ask });
  const button = make("button", { type: "submit", class: "main", text: spec.button });
  const says = make("p", { class: "says", role: "status", "aria-live": "polite" });
  const form = make("form", { on: { submit: give } }, field, make("span", { class: "unit", text: spec.unit }), button);
  const root = make("section", { class: "xnsim ask", data: { ask: spec.key, stage: "waiting" } },
    make("h3", { text: spec.head }), make("p", { class: "question", text: spec.ask }), form, says);
  keepKeys(root);

  function give(event) {
    event.preventDefault();
    if (!Number.isFinite(field.valueAsNumber)) return field.focus();
    model.set("given", { count: (model.get("given").count ?? 0) + 1, value: field.valueAsNumber });
    model.save_changes();
  }

  function paint() {
    const state = model.get("state");
    Object.assign(root.dataset, { stage: state.stage, value: state.value ?? "" });
    says.textContent = state.says ?? "";
    if (state.stage === "kept") {
      field.value = state.value;
      field.disabled = button.disabled = true;
    }
  }

  return onPage({ model, el }, root, paint);
}

export default { render };
