// ---- our own office in five questions ----------------------------------------------------------------------------
const own = (() => {
  const room = make('section', 'table'), form = make('form', 'five'), results = make('div', 'results'), halves = make('div', 'halves');
  const typed = Object.fromEntries(spec.questions.map((each) => [each.key, each.start]));
  const INDICATORS = ['on_time_rate', 'verified_on_time_rate', 'mean_workdays', 'total_days', 'mean_trips', 'backlog', 'utilisation'];
  let generation = 0, told = null, running = null, beside = null;
  room.dataset.room = 'own';

  const ask = () => {
    generation += 1;
    running = { stage: 'working', done: 0, of: 1 };
    engine.ask({ room: 'own', generation, typed: { ...typed } });
    show();
  };
  const field = (question) => {
    const row = make('label', 'answer'), input = make('input'), wrong = running && running.wrong && running.wrong[question.key];
    row.dataset.question = question.key;
    Object.assign(input, { type: 'text', value: typed[question.key], autocomplete: 'off' });
    input.inputMode = 'decimal';
    input.oninput = () => { typed[question.key] = input.value; };
    input.setAttribute('aria-invalid', wrong ? 'true' : 'false');
    row.append(make('span', 'asks', question.label[lang]), input, make('span', 'unit', question.unit[lang]), make('small', '', question.why[lang]));
    if (wrong) row.append(make('b', 'wrong', wrong[lang]));
    return row;
  };
  let unfolded = false;
  const paintForm = () => {
    const main = spec.questions.filter((each) => !each.assumed), rest = spec.questions.filter((each) => each.assumed), fold = make('details'), go = make('button', 'go', say('count'));
    fold.open = unfolded || rest.some((each) => running && running.wrong && running.wrong[each.key]);
    fold.ontoggle = () => { unfolded = fold.open; };
    fold.append(make('summary', '', say('assumedTitle')), ...rest.map(field), ...spec.assumed.map((each) => make('p', '', each[lang])));
    go.type = 'submit';
    form.replaceChildren(...main.map(field), go, fold);
    form.onsubmit = (event) => { event.preventDefault(); ask(); };
    form.noValidate = true;
  };
  const number1 = (key) => {
    const k = place(key), about = spec.indicators[k], box = make('section', 'headline'), value = told.now.v[k];
    box.dataset.indicator = key;
    box.dataset.value = value[0];
    box.append(make('h2', '', named(about)), make('div', 'number', number(value[0], about)), make('div', 'beside', `${say('interval')} ${band(value, about)}`));
    return box;
  };
  const rows = () => [{ name: say('now'), v: told.now.v, quiet: true }, ...spec.tried.map((each) => ({ name: each.label[lang], ...told.reforms[each.key], key: each.key }))];
  const table = () => {
    const found = make('table'), head = make('tr');
    head.append(make('th', '', say('indicator')), ...rows().map((each) => make('th', '', each.key ? `${say('whatIf')} ${each.name}` : each.name)));
    found.append(head);
    for (const key of INDICATORS) {
      const k = place(key), about = spec.indicators[k], row = make('tr');
      row.dataset.indicator = key;
      row.append(make('td', '', named(about)));
      for (const each of rows()) {
        const cell = cellOf(each.v[k], about);
        cell.dataset.alternative = each.key || 'now';
        cell.dataset.mean = each.v[k][0];
        if (each.d) { const [verdict, text] = changed(each.d[k]); cell.append(make('span', `change ${verdict}`, text)); }
        row.append(cell);
      }
      found.append(row);
    }
    return found;
  };
  const fileBox = () => {
    const box = make('details', 'file');
    box.append(make('summary', '', say('ownFile')), make('pre', '', beside.file));
    return box;
  };
  const show = () => {
    paintForm();
    const parts = [meter(running, told)];
    if (running && running.why) parts.push(wrongs(running.why));
    if (running && running.wrong) parts.push(wrongs(Object.values(running.wrong)));
    if (running && running.stage === 'failed') parts.push(make('p', 'says no', `${say('failed')}${colon()}${running.problem}`));
    if (beside && !(running && running.wrong)) parts.push(make('p', 'lead', say('byHand')), ...beside.remarks.map((each) => make('p', 'remark', each[lang])));
    if (told && !(running && running.wrong)) {
      const heads = make('div', 'heads four'), key = 'verified_on_time_rate', k = place(key);
      heads.append(...['on_time_rate', key, 'backlog', 'utilisation'].map(number1));
      parts.push(heads, make('p', 'lead', spec.indicators[k].label[lang]), ladder(spec.indicators[k], rows().map((each) => ({ ...each, three: each.v[k] }))));
      parts.push(...spec.tried.map((each) => make('p', 'says', told.reforms[each.key].says[lang])), table(), fileBox(), make('p', 'lead', say('ownNote')));
      parts.push(stamped(told, `xnsim run our_office.yaml --seed ${spec.seed}`));
    } else if (!running) parts.push(make('p', 'lead', say('fiveLead')));
    results.replaceChildren(...parts);
    results.classList.toggle('stale', !!(told && running && told.generation !== generation));
    Object.assign(room.dataset, { generation: String(told ? told.generation : -1), asked: String(generation), stage: running ? running.stage : 'empty', n: String(told ? told.n : 0) });
  };
  const heard = (answer) => {
    if (answer.generation !== generation) return;
    if (answer.remarks) beside = answer;
    if (answer.now) told = answer;
    running = answer.now && answer.stage !== 'final' ? { stage: 'working', done: running.done, of: running.of } : answer;
    if (running.stage === 'working' && !answer.now && !answer.remarks && room.querySelector('.meter')) room.querySelector('.meter').replaceWith(meter(running, told)); else show();
    room.dataset.stage = running.stage;
  };
  const paint = () => {
    halves.replaceChildren(form, results);
    room.replaceChildren(make('p', 'lead', say('fiveLead')), halves);
    show();
  };
  return { room, paint, heard, ready: () => {} };
})();
