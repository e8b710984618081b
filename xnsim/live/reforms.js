// ---- try reforms: any suitable one, any knob ---------------------------------------------------------------------
const reforms = (() => {
  const room = make('section', 'table'), list = make('div', 'reforms'), results = make('div', 'results'), halves = make('div', 'halves'), foot = make('div');
  const every = spec.stages.flatMap((stage) => stage.policies), chosen = { on: [], knobs: {} }, stood = new Map();
  let generation = 0, told = null, running = null, moved = null, filter = '';
  room.dataset.room = 'reforms';

  const of = (key) => every.find((each) => each.key === key);
  const valueOf = (policy, knob) => (chosen.knobs[policy.key] && knob.name in chosen.knobs[policy.key] ? chosen.knobs[policy.key][knob.name] : knob.value);
  const turn = (policy, knob, value) => {
    chosen.knobs[policy.key] = { ...(chosen.knobs[policy.key] || {}), [knob.name]: value };
    if (knob.kind === 'slider' && value !== null) moved = [policy.key, knob.name];
    ask();
  };
  const ask = () => {
    generation += 1;
    running = { stage: 'working', done: 0, of: 1 };
    const knobs = Object.fromEntries(chosen.on.filter((key) => chosen.knobs[key]).map((key) => [key, chosen.knobs[key]]));
    engine.ask({ room: 'reforms', generation, on: [...chosen.on], knobs });
    show();
  };
  const state = (but) => JSON.stringify([chosen.on, chosen.on.map((key) => Object.entries(chosen.knobs[key] || {}).filter(([name]) => !but || key !== but[0] || name !== but[1]).sort())]);

  // -- the list of reforms and the controls of those ticked
  const slider = (policy, knob) => {
    const row = make('label', 'knob'), range = make('input'), out = make('output'), value = valueOf(policy, knob);
    const told = (at) => `${knob.whole ? at : +Number(at).toFixed(4)} ${knob.unit[lang]}`.trim();
    Object.assign(range, { type: 'range', min: knob.low, max: knob.high, step: knob.step });
    range.value = value === null ? knob.low : value;
    range.disabled = value === null;
    out.textContent = value === null ? say('unset') : told(value);
    range.oninput = () => { out.textContent = told(range.value); range.setAttribute('aria-valuetext', out.textContent); turn(policy, knob, Number(range.value)); };
    row.append(make('span', '', knob.label[lang]), out, range);
    if (knob.optional) {
      const use = make('input');
      Object.assign(use, { type: 'checkbox', checked: value !== null, title: say('use') });
      use.onchange = () => { turn(policy, knob, use.checked ? Number(range.value) : null); paintList(); };
      row.prepend(use);
      row.classList.add('optional');
    }
    return row;
  };
  const choice = (policy, knob) => {
    const row = make('label', 'knob'), select = make('select'), value = valueOf(policy, knob);
    for (const [word, says] of [...(knob.optional ? [['', { zh: say('unset'), en: say('unset') }]] : []), ...knob.options]) {
      const option = make('option', '', says[lang]);
      option.value = word;
      option.selected = word === (value === null ? '' : value);
      select.append(option);
    }
    select.onchange = () => turn(policy, knob, select.value === '' ? null : select.value);
    row.append(make('span', '', knob.label[lang]), select);
    return row;
  };
  const toggle = (policy, knob) => {
    const row = make('label', 'knob switch'), tick = make('input');
    Object.assign(tick, { type: 'checkbox', checked: valueOf(policy, knob) });
    tick.onchange = () => turn(policy, knob, tick.checked);
    row.append(tick, make('span', '', knob.label[lang]));
    return row;
  };
  const several = (policy, knob) => {
    const row = make('div', 'knob several'), value = valueOf(policy, knob);
    row.append(make('span', '', `${knob.label[lang]}${colon()}${value.length ? '' : say('all')}`));
    for (const [word, says] of knob.options) {
      const label = make('label'), tick = make('input');
      Object.assign(tick, { type: 'checkbox', checked: value.includes(word) });
      tick.onchange = () => { const now = valueOf(policy, knob); turn(policy, knob, tick.checked ? [...now, word] : now.filter((each) => each !== word)); paintList(); };
      label.append(tick, make('span', '', says[lang]));
      row.append(label);
    }
    return row;
  };
  const KINDS = { slider, choice, switch: toggle, several };
  const control = (policy, knob) => {
    const found = KINDS[knob.kind](policy, knob);
    found.dataset.knob = knob.name;
    found.title = knob.why[lang];
    return found;
  };
  const open = new Set();
  const folded = (key, title, content) => {
    const box = make('details');
    box.open = open.has(key);
    box.ontoggle = () => (box.open ? open.add(key) : open.delete(key));
    box.append(make('summary', '', title), ...content);
    return box;
  };
  const about = (policy) => {
    const found = [make('p', '', policy.help[lang])];
    for (const word of ['tradeoff', 'perverse']) found.push(make('p', '', `${say(word)}${colon()}${policy[word][lang]}`));
    for (const note of policy.legal) found.push(make('p', '', `${say('legal')}${colon()}${note[lang]}`));
    found.push(make('p', '', `${say('source')}${colon()}${policy.source.map((each) => each[lang]).join(lang === 'zh' ? '；' : '; ')}`));
    return found;
  };
  const card = (policy) => {
    const box = make('div', 'reform'), label = make('label'), tick = make('input'), isOn = chosen.on.includes(policy.key);
    box.dataset.policy = policy.key;
    Object.assign(tick, { type: 'checkbox', checked: isOn });
    tick.onchange = () => {
      chosen.on = tick.checked ? [...chosen.on, policy.key] : chosen.on.filter((key) => key !== policy.key);
      const first = policy.knobs.find((knob) => knob.kind === 'slider' && knob.value !== null);
      if (tick.checked && first) moved = [policy.key, first.name];
      else if (moved && moved[0] === policy.key) moved = null;
      ask();
      paintList();
      list.querySelector(`[data-policy="${policy.key}"] input`).focus();
    };
    label.append(tick, make('span', '', policy.label[lang]));
    box.append(label);
    if (isOn) {
      const often = policy.knobs.filter((knob) => !knob.more), seldom = policy.knobs.filter((knob) => knob.more);
      box.append(...often.map((knob) => control(policy, knob)));
      if (seldom.length) box.append(folded(`${policy.key} knobs`, say('seldom'), seldom.map((knob) => control(policy, knob))));
      box.append(folded(`${policy.key} about`, say('more'), about(policy)));
    }
    return box;
  };
  const paintList = () => {
    const search = make('input', 'find'), clear = button(say('clear'), () => { chosen.on = []; moved = null; ask(); paintList(); }), head = make('div', 'listhead');
    Object.assign(search, { type: 'search', placeholder: say('find'), value: filter });
    search.setAttribute('aria-label', say('find'));
    search.oninput = () => { filter = search.value; paintCards(cards); };
    head.append(search, clear);
    const cards = make('div', 'cards');
    paintCards(cards);
    const at = list.querySelector('.cards')?.scrollTop || 0;
    list.replaceChildren(make('p', 'lead', say('suitable', every.length)), head, cards);
    cards.scrollTop = at;
  };
  const paintCards = (cards) => {
    const fits = (policy) => !filter.trim() || `${policy.key} ${policy.label.zh} ${policy.label.en}`.toLowerCase().includes(filter.trim().toLowerCase()) || chosen.on.includes(policy.key);
    cards.replaceChildren(...spec.stages.flatMap((stage) => {
      const found = stage.policies.filter(fits);
      return found.length ? [make('h3', '', stage.label[lang]), ...found.map(card)] : [];
    }));
  };

  // -- what came out
  const pointsAlong = (k) => {
    if (!told || !told.plan) return [[], []];
    const policy = moved && chosen.on.includes(moved[0]) ? of(moved[0]) : null, knob = policy && policy.knobs.find((each) => each.name === moved[1]);
    if (!knob || told.state !== state()) return [[{ x: 0.5, three: told.plan.v[k], here: true, name: say('plan') }], []];
    const share = (value) => (value - knob.low) / (knob.high - knob.low), unit = (value) => String(+Number(value).toFixed(4));
    const now = valueOf(policy, knob), found = [...(stood.get(state(moved)) || new Map())].map(([value, v]) => ({ x: share(value), three: v[k], here: value === now, name: unit(value) }));
    return [found, [{ x: 0, name: unit(knob.low) }, { x: 1, name: unit(knob.high) }]];
  };
  const headline = (key, which) => {
    const k = place(key), about = spec.indicators[k], box = make('section', 'headline'), shown = told && (told.plan || told.now), value = shown ? shown.v[k] : null;
    box.dataset.indicator = key;
    box.dataset.value = value ? value[0] : '';
    box.append(make('h2', '', about.label[lang]), make('small', '', say(which)), make('div', 'number', value ? number(value[0], about) : '–'));
    box.append(make('div', 'beside', value ? `${say('interval')} ${band(value, about)}` : say('starting')));
    const [verdict, text] = told && told.plan ? changed(told.plan.d[k]) : ['', ''];
    box.append(make('div', `beside ${verdict}`, text || (told && told.plan === undefined ? say('now') : '')));
    if (told) box.append(along(about, told.now.v[k], ...pointsAlong(k)));
    return box;
  };
  const table = () => {
    const found = make('table'), head = make('tr');
    for (const word of ['indicator', 'now', 'plan', 'change']) head.append(make('th', '', say(word)));
    found.append(head);
    spec.indicators.forEach((about, k) => {
      const row = make('tr'), [verdict, text] = changed(told.plan && told.plan.d[k]);
      row.dataset.indicator = about.key;
      row.append(make('td', '', named(about)), cellOf(told.now.v[k], about), cellOf(told.plan && told.plan.v[k], about), make('td', verdict, text));
      found.append(row);
    });
    return found;
  };
  const show = () => {
    const heads = make('div', 'heads'), says = make('p', 'says'), under = make('p', 'lead');
    spec.headline.forEach((key, at) => heads.append(headline(key, at ? 'lawful' : 'official')));
    const isBad = running && (running.stage === 'refused' || running.stage === 'failed');
    const knob = moved && chosen.on.includes(moved[0]) && of(moved[0]).knobs.find((each) => each.name === moved[1]);
    under.textContent = knob ? say('along', knob.label[lang] + (knob.unit[lang] ? ` · ${knob.unit[lang]}` : '')) : say('onoff');
    says.textContent = isBad ? '' : told && told.plan ? told.plan.says[lang] : say('nothing');
    const bad = isBad ? [make('p', 'says no', running.stage === 'failed' ? `${say('failed')}${colon()}${running.problem}` : say('refused')), ...(running.why ? [wrongs(running.why)] : [])] : [];
    results.replaceChildren(heads, meter(running, told), under, ...(isBad ? bad : [says]), ...(told && !isBad ? [table()] : []));
    results.classList.toggle('stale', !!(told && running && told.generation !== generation));
    foot.replaceChildren(stamped(told, told && told.typed));
    Object.assign(room.dataset, { generation: String(told ? told.generation : -1), asked: String(generation), stage: running ? running.stage : 'starting', n: String(told ? told.n : 0), stood: String((stood.get(state(moved)) || new Map()).size) });
  };
  const keep = () => {
    const policy = moved && chosen.on.includes(moved[0]) ? of(moved[0]) : null, knob = policy && policy.knobs.find((each) => each.name === moved[1]);
    if (!knob || !told.plan) return;
    const key = state(moved);
    if (!stood.has(key)) stood.set(key, new Map());
    stood.get(key).set(valueOf(policy, knob), told.plan.v);
  };
  const heard = (answer) => {
    if (answer.generation !== generation) return;
    if (answer.stage === 'working') running = answer;
    else if (answer.now) { told = { ...answer, state: state() }; running = answer.stage === 'final' ? answer : { stage: 'working', done: running.done || 0, of: running.of || 1 }; keep(); }
    else running = answer;
    if (answer.stage === 'working' && told && room.querySelector('.meter')) { room.querySelector('.meter').replaceWith(meter(running, told)); room.dataset.stage = running.stage; } else show();
  };
  const paint = () => {
    halves.replaceChildren(list, results);
    room.replaceChildren(make('p', 'lead', [say('lead'), spec.about[lang]].filter(Boolean).join(' ')), halves, foot);
    paintList();
    show();
  };
  return { room, paint, heard, ready: ask };
})();
