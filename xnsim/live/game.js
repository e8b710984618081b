// ---- 「我当主任」: four quarters by clicks ------------------------------------------------------------------------
const game = (() => {
  const room = make('section', 'table'), halves = make('div', 'halves wideleft'), menu = make('div', 'menu'), boards = make('div', 'results');
  const sheet = spec.sheet, places = Object.fromEntries(sheet.items.map((item, k) => [item.sign, k]));
  let generation = 0, running = null, team = { seed: spec.seed, name: '', past: [], now: [], boards: [], code: '', year: null, took: [] }, began = 0;
  room.dataset.room = 'game';

  const priceOf = ([sign, digit]) => { const item = sheet.items[places[sign]]; return item.each ? item.price * digit : item.price; };
  const spent = () => team.now.reduce((sum, order) => sum + priceOf(order), 0);
  const written = ([sign, digit]) => (sheet.items[places[sign]].choices.length ? `${sign}${digit}` : sign);
  const body = (orders) => [...orders].sort((a, b) => places[a[0]] - places[b[0]] || a[1] - b[1]).map(written).join('') || '0';
  const bought = (order) => team.past.some((orders) => orders.some((each) => written(each) === written(order)));
  const inForce = (sign) => [...team.past].reverse().flatMap((orders) => orders.filter((each) => each[0] === sign))[0];

  const put = (item, digit) => {
    const order = [item.sign, digit], same = (each) => written(each) === written(order), oneOnly = item.kind === 'rule' || item.each || item.sign === 'S';
    if (item.many) team.now.push(order);
    else if (team.now.some(same)) team.now = team.now.filter((each) => !same(each));
    else team.now = [...(oneOnly ? team.now.filter((each) => each[0] !== item.sign) : team.now), order];
    show();
  };
  const takeOut = (order) => {
    const at = team.now.map(written).lastIndexOf(written(order));
    team.now.splice(at, 1);
    show();
  };
  const ask = (more) => {
    generation += 1;
    began = performance.now();
    running = { stage: 'working', done: 0, of: 1 };
    engine.ask({ room: 'game', generation, seed: team.seed, team: team.name, ...more });
    show();
  };
  const playQuarter = () => ask({ code: [...team.past, team.now].map(body).join('/') });
  const reveal = () => ask({ code: team.past.map(body).join('/'), reveal: true });
  const isBusy = () => running && running.stage === 'working';
  const isOver = () => team.past.length >= sheet.quarters;

  const chip = (item, digit, text) => {
    const order = [item.sign, digit], count = team.now.filter((each) => written(each) === written(order)).length, had = item.kind === 'once' && bought(order);
    const found = button(text + (item.many && count ? ` ×${count}` : ''), () => put(item, digit), `chip${count ? ' on' : ''}`);
    found.dataset.order = written(order);
    found.disabled = had || isBusy() || isOver() || !engine.isReady;
    found.setAttribute('aria-pressed', count ? 'true' : 'false');
    if (had) found.textContent = `${text} · ${say('bought')}`;
    if (!item.many || !count) return [found];
    const less = button('−', () => takeOut(order), 'chip less');
    less.setAttribute('aria-label', `− ${text}`);
    return [found, less];
  };
  const line = (item) => {
    const row = make('div', 'item'), price = item.price ? say(item.each ? 'each' : 'price', item.price) : say('free'), holds = item.kind === 'rule' ? inForce(item.sign) : null;
    const now = holds && item.choices.find(([digit]) => digit === holds[1]);
    row.append(make('span', 'what', `${item.sign} ${item.label[lang]}`), make('span', 'price', price + (now ? ` · ${now[1][lang]}` : '')));
    const chips = make('div', 'chips');
    for (const [digit, says] of item.choices.length ? item.choices : [[0, item.label]]) chips.append(...chip(item, digit, says[lang]));
    row.append(chips);
    return row;
  };
  const paintMenu = () => {
    const left = sheet.budget - spent(), bar = make('div', 'bar'), go = button(say('playQuarter'), playQuarter, 'go'), at = menu.querySelector('.sheet')?.scrollTop || 0;
    go.disabled = left < 0 || isBusy() || isOver() || !engine.isReady;
    go.dataset.act = 'play';
    bar.append(make('b', '', say('quarter', Math.min(team.past.length + 1, sheet.quarters))), make('span', left < 0 ? 'left no' : 'left', left < 0 ? say('over', -left) : say('budget', left)), go);
    const orders = make('p', 'orders', `${say('orders')}${colon()}${team.now.length ? body(team.now) : say('none')}`);
    const sheets = make('div', 'sheet');
    for (const [kind, says] of Object.entries(sheet.kinds)) {
      sheets.append(make('h3', '', says[lang]), ...sheet.items.filter((item) => item.kind === kind).map(line));
      if (kind === 'gaming') sheets.append(make('p', 'lead', sheet.gaming[lang]));
    }
    menu.replaceChildren(bar, orders, sheets);
    sheets.scrollTop = at;
    menu.dataset.left = String(left);
  };

  const lines = (board) => {
    const found = make('table');
    for (const each of board.lines) {
      const row = make('tr');
      row.title = each.why[lang];
      row.dataset.indicator = each.key;
      row.append(make('td', '', each.label[lang]), make('td', '', each.value[lang]), make('td', '', `${each.points.toFixed(1)} / ${each.weight}`));
      found.append(row);
    }
    return [found, ...board.fines.map((each) => make('p', 'says no', each[lang]))];
  };
  const boardBox = (title, board, isOpen, data) => {
    const box = make('details', 'board');
    box.open = isOpen;
    box.dataset.total = board.total;
    Object.assign(box.dataset, data);
    const head = make('summary', '', `${title}${colon()}`);
    head.append(make('b', '', `${board.total.toFixed(1)} ${say('points')}`));
    box.append(head, ...lines(board));
    return box;
  };
  const paintBoards = () => {
    const head = make('div', 'teamline'), label = make('label', '', `${say('team')} `), name = make('input'), seedLabel = make('label', '', `${say('seedOf')} `), seed = make('input');
    Object.assign(name, { type: 'text', value: team.name, size: 8, maxLength: 20 });
    name.oninput = () => { team.name = name.value; };
    Object.assign(seed, { type: 'number', value: team.seed, min: 0, max: 999999, step: 1, disabled: team.past.length > 0 });
    seed.onchange = () => { team.seed = Math.max(0, Math.round(Number(seed.value)) || 0); seed.value = team.seed; };
    label.append(name);
    seedLabel.append(seed);
    head.append(label, seedLabel);
    const parts = [head, meter(running)];
    if (running && running.why) parts.push(wrongs(running.why));
    if (running && running.stage === 'failed') parts.push(make('p', 'says no', `${say('failed')}${colon()}${running.problem}`));
    if (!team.boards.length) parts.push(make('h3', '', say('shocksTitle')), ...sheet.shocks.map((each) => make('p', 'remark', each[lang])));
    team.boards.forEach((board, k) => parts.push(boardBox(`${say('quarter', k + 1)} · ${say('officialBoard')}`, board, k === team.boards.length - 1 && !team.year, { quarter: k + 1 })));
    if (isOver() && !team.year && !isBusy()) { const show = button(say('reveal'), reveal, 'go'); show.dataset.act = 'reveal'; parts.push(show); }
    if (team.year) {
      parts.push(boardBox(say('trueBoard'), team.year.true, true, { board: 'true' }));
      const final = make('p', 'final', `${say('finalScore')}${colon()}`);
      final.append(make('b', '', team.year.final.toFixed(1)));
      final.dataset.final = team.year.final;
      parts.push(final);
      if (team.year.missed.length) parts.push(make('p', 'lead', say('missed')));
      for (const gap of team.year.missed.slice(0, 3)) parts.push(make('p', 'remark', `${say('quarter', gap.quarter)} ${gap.official[0][lang]} ${gap.official[1]} ↔ ${gap.twin[0][lang]} ${gap.twin[1]}`));
    }
    if (team.code) { const code = make('p', 'teamcode', `${say('code')}${colon()}`); code.append(make('code', '', (team.name ? `${team.name}=` : '') + team.code)); parts.push(code, make('p', 'lead', say('perYear'))); }
    if (team.past.length && !isBusy()) parts.push(button(say('again'), () => { team = { seed: team.seed, name: '', past: [], now: [], boards: [], code: '', year: null, took: [] }; running = null; show(); }));
    boards.replaceChildren(...parts);
  };
  const show = () => {
    paintMenu();
    paintBoards();
    Object.assign(room.dataset, { quarter: String(team.boards.length), stage: running ? running.stage : 'empty', code: team.code, took: team.took.map(Math.round).join(' '), year: team.year ? 'told' : '' });
  };
  const heard = (answer) => {
    if (answer.generation !== generation) return;
    running = answer;
    if (answer.stage === 'final') {
      team.took.push(performance.now() - began);
      team.code = answer.code;
      if (answer.board) { team.past.push(team.now); team.now = []; team.boards.push(answer.board); } else team.year = answer;
    }
    show();
  };
  const paint = () => {
    halves.replaceChildren(menu, boards);
    room.replaceChildren(make('p', 'lead', say('gameLead', sheet.budget)), halves);
    show();
  };
  return { room, paint, heard, ready: show };
})();
