// ---- what every table uses: the words of the page, small elements, numbers as they are read --------------------
const spec = JSON.parse(document.getElementById('spec').textContent), root = document.getElementById('live');
const engine = { isReady: false, ask: (said) => ask(said) };
let lang = 'zh';
const say = (word, ...values) => values.reduce((text, value, k) => text.replace(`{${k}}`, value), spec.words[word][lang]);
const make = (tag, className = '', text = '') => {
  const found = document.createElement(tag);
  if (className) found.className = className;
  if (text !== '') found.textContent = text;
  return found;
};
const button = (text, act, className = '') => {
  const found = make('button', className, text);
  found.type = 'button';
  found.onclick = act;
  return found;
};
const colon = () => (lang === 'zh' ? '：' : ': ');
const minus = (text) => text.replace('-', '−');
const number = (value, about) => {
  if (value === null || value === undefined) return '–';
  if (about.rate) return minus(`${(100 * value).toFixed(1)}%`);
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return minus(value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits }));
};
const band = (three, about) => (three[1] === null ? '–' : `${number(three[1], about)} – ${number(three[2], about)}`);
const named = (about) => {
  const unit = about.rate ? '' : about.unit[lang];
  return about.label[lang] + (unit ? (lang === 'zh' ? `（${unit}）` : ` (${unit})`) : '');
};
const changed = (change) => {
  if (!change) return ['', '–'];
  const [verdict, zh, en] = change, text = lang === 'zh' ? zh : en;
  if (verdict === 'same') return [verdict, text];
  return [verdict, lang === 'zh' ? `${text}（${say(verdict)}）` : `${text} (${say(verdict)})`];
};
const place = (key) => spec.indicators.findIndex((each) => each.key === key);
const cellOf = (three, about) => {
  const cell = make('td', '', three ? `${number(three[0], about)} ` : '–');
  if (three) cell.append(make('small', '', `[${band(three, about)}]`));
  return cell;
};
const wrongs = (list) => {
  const box = make('ul', 'wrong');
  for (const each of list) box.append(make('li', '', each[lang] || each));
  return box;
};
const meter = (running, told) => {
  const box = make('p', 'meter'), bar = make('progress'), isStill = !running || running.stage !== 'working';
  if (isStill && told && running.stage === 'final') box.append(make('span', '', `${say('shown', say('final'), told.n)} · ${say('seed', spec.seed)}`));
  if (isStill) return box;
  if (running.of > 1) { bar.max = running.of; bar.value = running.done; }
  box.append(bar, make('span', '', running.of > 1 ? say('running', running.done, running.of) : say('starting')));
  if (told && told.n) box.append(make('span', '', say('shown', say(told.stage === 'final' ? 'final' : 'preview'), told.n)));
  return box;
};
const stamped = (told, typed) => {
  const box = make('p', 'stamp');
  if (told) box.append(make('span', '', say('shown', say(told.stage === 'final' ? 'final' : 'preview'), told.n)), make('br'), make('span', '', told.stamp[lang]), make('br'));
  box.append(make('span', '', spec.note[lang]));
  if (typed) box.append(make('br'), make('span', '', say('check')), make('code', '', typed));
  return box;
};
