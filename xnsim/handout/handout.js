// The hand-out: ticks and sliders choose a point of the grid; its figures are looked up, none is worked out here.
'use strict';
(() => {
  const grid = JSON.parse(document.getElementById('grid').textContent);
  const root = document.getElementById('handout');
  const chosen = grid.reforms.map((reform) => ({ on: false, at: reform.sliders.map((slider) => slider.start) }));
  let lang = 'zh', generation = 0, along = null;   // along: [reform, slider] the chart runs over

  const say = (key) => grid.words[key][lang];
  const make = (tag, className, text) => {
    const found = document.createElement(tag);
    if (className) found.className = className;
    if (text !== undefined) found.textContent = text;
    return found;
  };

  // ---- which point ------------------------------------------------------------------
  const setting = (k, at) => grid.reforms[k].sliders.reduce((place, slider, s) => place * slider.values.length + at[s], 0) + 1;
  const pointOf = (state) => state.map((one, k) => (one.on ? setting(k, one.at) : 0)).join('-');
  const isNow = (point) => /^[0-]+$/.test(point);
  const found = (point) => (isNow(point) ? grid.now : grid.points[point]);

  // ---- numbers as they are read --------------------------------------------------------
  const number = (value, about) => {
    if (value === null) return '–';
    const minus = (text) => text.replace('-', '−');
    if (about.rate) return minus(`${(100 * value).toFixed(1)}%`);
    const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
    return minus(value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits }));
  };
  const band = (three, about) => (three[1] === null ? '–' : `${number(three[1], about)} – ${number(three[2], about)}`);
  const unit = (about) => (about.rate || !about.unit[lang] ? '' : ` ${about.unit[lang]}`);
  const changeOf = (here, k) => {
    if (!here || !here.d) return ['', ''];
    const [verdict, zh, en] = here.d[k], text = lang === 'zh' ? zh : en;
    return [verdict, verdict === 'same' ? text : lang === 'zh' ? `${text}（${say(verdict)}）` : `${text} (${say(verdict)})`];
  };

  // ---- the picture: one indicator along the slider that was moved last ------------------
  const NS = 'http://www.w3.org/2000/svg', WIDE = 480, HIGH = 178, LEFT = 72, RIGHT = 14, TOP = 20, FOOT = 30;
  const draw = (svg, tag, attributes, text) => {
    const found = document.createElementNS(NS, tag);
    for (const [name, value] of Object.entries(attributes)) found.setAttribute(name, value);
    if (text !== undefined) found.textContent = text;
    svg.append(found);
    return found;
  };
  const pointsAlong = () => {
    if (along === null || !chosen[along[0]].on) return isNow(pointOf(chosen)) ? [] : [{ x: 0.5, point: pointOf(chosen), here: true, name: say('plan') }];
    const [k, s] = along, values = grid.reforms[k].sliders[s].values, low = values[0], high = values[values.length - 1];
    return values.map((value, at) => {
      const state = chosen.map((one, other) => (other === k ? { on: true, at: one.at.map((old, place) => (place === s ? at : old)) } : one));
      return { x: high > low ? (value - low) / (high - low) : 0.5, point: pointOf(state), here: at === chosen[k].at[s], name: String(value) };
    });
  };
  const scaleOf = (keys, points) => {
    const all = keys.flatMap((k) => [grid.now.v[k], ...points.map((each) => found(each.point)?.v[k]).filter(Boolean)]).flat().filter((value) => value !== null);
    const low = Math.min(...all), high = Math.max(...all), gap = Math.max(high - low, 0.02);
    const step = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1].find((each) => gap / each <= 4) || 1;
    return { low: Math.floor((low - 1e-9) / step) * step, high: Math.ceil((high + 1e-9) / step) * step, step };
  };
  const chart = (k, points, scale, about) => {
    const svg = document.createElementNS(NS, 'svg');
    svg.setAttribute('viewBox', `0 0 ${WIDE} ${HIGH}`);
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', about.label[lang]);
    const x = (share) => LEFT + 16 + share * (WIDE - LEFT - RIGHT - 32);
    const y = (value) => TOP + (HIGH - TOP - FOOT) * (1 - (value - scale.low) / (scale.high - scale.low));
    for (let at = scale.low; at <= scale.high + 1e-9; at += scale.step) {
      draw(svg, 'line', { x1: LEFT, x2: WIDE - RIGHT, y1: y(at), y2: y(at), stroke: '#dce1e6' });
      draw(svg, 'text', { x: LEFT - 6, y: y(at) + 4, 'text-anchor': 'end' }, `${Math.round(100 * at)}%`);
    }
    const [mean, low, high] = grid.now.v[k];
    if (low !== null) draw(svg, 'rect', { x: LEFT, width: WIDE - LEFT - RIGHT, y: y(high), height: Math.max(1, y(low) - y(high)), fill: '#8b96a0', opacity: 0.25 });
    draw(svg, 'line', { x1: LEFT, x2: WIDE - RIGHT, y1: y(mean), y2: y(mean), stroke: '#5f6b76', 'stroke-dasharray': '6 4', 'stroke-width': 1.5 });
    const there = points.filter((each) => found(each.point));
    if (there.length > 1) draw(svg, 'polyline', { points: there.map((each) => `${x(each.x)},${y(found(each.point).v[k][0])}`).join(' '), fill: 'none', stroke: '#0072b2', 'stroke-width': 1.5, opacity: 0.6 });
    for (const each of there) {
      const [middle, below, above] = found(each.point).v[k];
      if (below !== null) draw(svg, 'line', { x1: x(each.x), x2: x(each.x), y1: y(below), y2: y(above), stroke: '#0072b2', 'stroke-width': 2 });
      draw(svg, 'circle', { cx: x(each.x), cy: y(middle), r: each.here ? 7 : 3.5, fill: each.here ? '#0072b2' : '#fff', stroke: '#0072b2', 'stroke-width': 2 });
    }
    points.forEach((each) => draw(svg, 'text', { x: x(each.x), y: HIGH - 10, 'text-anchor': 'middle' }, each.name));
    return svg;
  };

  // ---- the page -------------------------------------------------------------------------
  const headline = (key, place, points, scale, here) => {
    const k = grid.indicators.findIndex((each) => each.key === key), about = grid.indicators[k], box = make('section', 'headline');
    const [verdict, change] = changeOf(here, k), value = (here || { v: [] }).v[k];
    box.dataset.indicator = key;
    box.dataset.value = value ? value[0] : '';
    box.append(make('h2', '', about.label[lang]), make('small', '', say(place)));
    box.append(make('div', 'number', value ? number(value[0], about) : '–'));
    box.append(make('div', 'beside', `${say('interval')} ${value ? band(value, about) : '–'}`));
    box.append(make('div', `beside ${verdict}`, change || `${say('now')} ${number(grid.now.v[k][0], about)}`));
    box.append(chart(k, points, scale, about));
    return box;
  };
  const table = (here) => {
    const found = make('table'), head = make('tr');
    for (const word of ['indicator', 'now', 'plan', 'change']) head.append(make('th', '', say(word)));
    found.append(head);
    grid.indicators.forEach((about, k) => {
      const row = make('tr'), [verdict, change] = changeOf(here, k);
      row.dataset.indicator = about.key;
      row.append(make('td', '', `${about.label[lang]}${about.rate || !about.unit[lang] ? '' : lang === 'zh' ? `（${about.unit[lang]}）` : ` (${about.unit[lang]})`}`));
      for (const three of [grid.now.v[k], here && here.d ? here.v[k] : null]) {
        const cell = make('td', '', three ? `${number(three[0], about)} ` : '–');
        if (three) cell.append(make('small', '', `[${band(three, about)}]`));
        row.append(cell);
      }
      row.append(make('td', verdict, change || '–'));
      found.append(row);
    });
    return found;
  };
  const typed = () => {
    const words = grid.reforms.flatMap((reform, k) => {
      if (!chosen[k].on) return [];
      const knobs = [reform.typed, ...reform.sliders.map((slider, s) => `${slider.name}=${slider.values[chosen[k].at[s]]}`)].filter(Boolean);
      return [reform.key + (knobs.length ? `:${knobs.join(',')}` : '')];
    });
    return words.length ? `xnsim compare ${grid.scenario} --policy "${words.join('+')}" --replications ${grid.n} --seed ${grid.seed}` : `xnsim compare ${grid.scenario} --replications ${grid.n} --seed ${grid.seed}`;
  };
  const card = (reform, k) => {
    const box = make('div', 'reform'), label = make('label'), tick = make('input');
    box.dataset.policy = reform.key;
    tick.type = 'checkbox';
    tick.checked = chosen[k].on;
    tick.onchange = () => { chosen[k].on = tick.checked; along = tick.checked && reform.sliders.length ? [k, 0] : chosen.findIndex((one, other) => one.on && grid.reforms[other].sliders.length); along = typeof along === 'number' ? (along < 0 ? null : [along, 0]) : along; paint(`[data-policy="${reform.key}"] input[type=checkbox]`); };
    label.append(tick, make('span', '', reform.label[lang]));
    box.append(label);
    if (chosen[k].on) reform.sliders.forEach((slider, s) => {
      const row = make('label', 'knob'), range = make('input'), value = slider.values[chosen[k].at[s]];
      row.dataset.knob = slider.name;
      row.title = slider.why[lang];
      Object.assign(range, { type: 'range', min: 0, max: slider.values.length - 1, step: 1 });
      range.value = chosen[k].at[s];
      range.setAttribute('aria-valuetext', `${value} ${slider.unit[lang]}`);
      range.oninput = () => { chosen[k].at[s] = Number(range.value); along = [k, s]; refresh(); row.querySelector('output').textContent = `${slider.values[chosen[k].at[s]]} ${slider.unit[lang]}`; };
      row.append(make('span', '', slider.label[lang]), make('output', '', `${value} ${slider.unit[lang]}`), range);
      box.append(row);
    });
    const more = make('details');
    more.append(make('summary', '', say('more')), make('p', '', reform.help[lang]));
    for (const word of ['tradeoff', 'perverse']) more.append(make('p', '', `${say(word)}${lang === 'zh' ? '：' : ': '}${reform[word][lang]}`));
    for (const note of reform.legal) more.append(make('p', '', `${say('legal')}${lang === 'zh' ? '：' : ': '}${note[lang]}`));
    more.append(make('p', '', `${say('source')}${lang === 'zh' ? '：' : ': '}${reform.source.map((each) => each[lang]).join(lang === 'zh' ? '；' : '; ')}`));
    box.append(more);
    return box;
  };
  const results = make('div', 'results'), stamp = make('p', 'stamp');
  const refresh = () => {
    const point = pointOf(chosen), here = found(point), points = pointsAlong();
    const places = grid.headline.map((key) => grid.indicators.findIndex((each) => each.key === key)), scale = scaleOf(places, points);
    const heads = make('div', 'heads');
    grid.headline.forEach((key, place) => heads.append(headline(key, place ? 'lawful' : 'official', points, scale, here)));
    const says = make('p', 'says', isNow(point) ? say('nothing') : here ? here.says[lang] : say('refused') + grid.refused[point][lang]);
    if (!here) says.classList.add('no');
    const slider = along === null || !chosen[along[0]].on ? null : grid.reforms[along[0]].sliders[along[1]];
    const under = make('p', 'lead', slider ? say('along').replace('{0}', slider.label[lang] + (slider.unit[lang] ? (lang === 'zh' ? `（${slider.unit[lang]}）` : ` (${slider.unit[lang]})`) : '')) : say('onoff'));
    results.replaceChildren(heads, under, says, table(here));
    stamp.replaceChildren(make('span', '', grid.stamp[lang]), make('br'), make('span', '', grid.note[lang]), make('br'), make('span', '', say('check')), make('code', '', typed()));
    root.dataset.point = point;
    root.dataset.generation = String(++generation);
  };
  const paint = (focus) => {
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
    document.title = grid.title[lang];
    root.dataset.lang = lang;
    const header = make('header'), other = make('button', '', lang === 'zh' ? 'English' : '中文'), halves = make('div', 'halves'), reforms = make('div', 'reforms');
    other.onclick = () => { lang = lang === 'zh' ? 'en' : 'zh'; paint('header button'); };
    header.append(make('h1', '', grid.title[lang]), other);
    grid.reforms.forEach((reform, k) => reforms.append(card(reform, k)));
    halves.append(reforms, results);
    root.replaceChildren(header, make('p', 'lead', [say('lead'), grid.about[lang]].filter(Boolean).join(lang === 'zh' ? '' : ' ')), halves, stamp);
    refresh();
    if (focus) root.querySelector(focus)?.focus();
  };
  paint();
})();
