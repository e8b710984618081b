// ---- the page: three tables, the switch of languages, and the engine behind them ----------------------------------
const tables = { reforms, own, game };
let at = 'reforms', state = 'loading', step = 'unpacking', problem = '';
const paint = () => {
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  document.title = spec.title[lang];
  const header = make('header'), tabs = make('nav');
  header.append(make('h1', '', spec.title[lang]), button(lang === 'zh' ? 'English' : '中文', () => { lang = lang === 'zh' ? 'en' : 'zh'; paint(); }));
  for (const name of Object.keys(tables)) {
    const tab = button(say(name), () => { at = name; paint(); }, name === at ? 'here' : '');
    tab.dataset.tab = name;
    tab.setAttribute('aria-current', name === at ? 'page' : 'false');
    tabs.append(tab);
  }
  const opening = make('p', state === 'broken' ? 'opening no' : 'opening');
  if (state === 'loading') opening.append(make('progress'), make('span', '', `${say('loading')} ${say(step)}`));
  if (state === 'broken') opening.append(make('span', '', say('broken', problem)));
  root.replaceChildren(header, tabs, ...(state === 'ready' ? [] : [opening]), tables[at].room);
  Object.assign(root.dataset, { lang, state, at });
  tables[at].paint();
};

// The worker comes from the page's own text; where the browser refuses one, the engine runs beside the page.
const began = performance.now(), waiting = [];
let send = (said) => waiting.push(said);
const ask = (said) => send(said);
const heard = (said) => {
  if (said.kind === 'answer') tables[said.room].heard(said);
  else if (said.kind === 'step') { step = said.step; root.querySelector('.opening span')?.replaceChildren(`${say('loading')} ${say(step)}`); root.dataset.step = step; }
  else if (said.kind === 'broken') { state = 'broken'; problem = said.problem; paint(); }
  else if (said.kind === 'ready') {
    state = 'ready';
    engine.isReady = true;
    root.dataset.started = String(Math.round(performance.now() - began));
    waiting.splice(0).forEach((each) => send(each));
    paint();
    Object.values(tables).forEach((each) => each.ready());
  }
};
const lacking = () => ['DecompressionStream', 'WebAssembly', 'Worker'].filter((name) => !(name in globalThis));
const bytesOf = (id) => {
  const text = document.getElementById(id).textContent;
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const plain = atob(text), bytes = new Uint8Array(plain.length);
  for (let k = 0; k < plain.length; k += 1) bytes[k] = plain.charCodeAt(k);
  return bytes;
};
const PARTS = ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm', 'python_stdlib.zip', 'packages.zip'];
const beside = (url, first) => new Promise((found, failed) => {
  const script = Object.assign(document.createElement('script'), { src: url });
  script.onload = () => { const receive = globalThis.xnsimEngine(heard); receive(first); found(receive); };
  script.onerror = () => failed(new Error('engine'));
  document.head.append(script);
});
const open = async () => {
  const missing = lacking();
  if (missing.length) { heard({ kind: 'broken', problem: say('old', missing.join(', ')) }); return; }
  const parts = Object.fromEntries(PARTS.map((id) => [id, bytesOf(id)]));
  const url = URL.createObjectURL(new Blob([document.getElementById('engine.js').textContent], { type: 'text/javascript' })), first = { kind: 'start', parts, lock: spec.lock, setting: spec.setting };
  let post;
  try {
    const worker = new Worker(url);
    worker.onmessage = ({ data }) => heard(data);
    worker.onerror = (error) => { if (state === 'loading' && step === 'unpacking') { worker.terminate(); beside(url, first).then((receive) => { post = receive; root.dataset.engine = 'beside'; }); } else heard({ kind: 'broken', problem: error.message }); };
    worker.postMessage(first);
    post = (said) => worker.postMessage(said);
    root.dataset.engine = 'worker';
  } catch {
    post = await beside(url, first);
    root.dataset.engine = 'beside';
  }
  const later = send;
  send = (said) => (state === 'ready' ? post(said) : later(said));
};
document.addEventListener('packed', () => { paint(); setTimeout(open, 30); });
