// The engine of the page: Python in a worker (or, where a worker may not be had, beside the page), fed from what the page
// carries. It asks nothing of any network: its fetch answers from the packed parts only.
globalThis.xnsimEngine = (tell) => {
  const RUNNING = [];            // questions waiting, the newest of each table
  let talk = null, busy = false;
  const unpacked = (bytes, type = 'application/octet-stream') =>
    new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')), { headers: { 'Content-Type': type } });
  const module = async (bytes) => {
    const text = await unpacked(bytes).blob();
    return import(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
  };
  const breath = () => new Promise((go) => setTimeout(go, 0));

  const start = async ({ parts, lock, setting }) => {
    tell({ kind: 'step', step: 'unpacking' });
    const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([module(parts['pyodide.mjs']), module(parts['pyodide.asm.mjs'])]);
    globalThis.fetch = async (asked) => {
      const name = String(asked.url ?? asked).split('/').pop();
      return unpacked(parts[name], name.endsWith('.wasm') ? 'application/wasm' : undefined);
    };
    tell({ kind: 'step', step: 'python' });
    const packages = unpacked(parts['packages.zip']).arrayBuffer();
    const python = await loadPyodide({ indexURL: 'https://inside.invalid/', createPyodideModule, lockFileContents: JSON.stringify(lock) });
    tell({ kind: 'step', step: 'packages' });
    python.FS.writeFile('/packages.zip', new Uint8Array(await packages));
    talk = python.runPython(`
import os, sys, zipfile
sys.dont_write_bytecode = True
place = next(path for path in sys.path if path.endswith("site-packages"))
with zipfile.ZipFile("/packages.zip") as found:
    found.extractall(place)
os.remove("/packages.zip")
os.chdir(place)
import importlib
importlib.invalidate_caches()
from xnsim.live.talk import Talk
Talk(${JSON.stringify(JSON.stringify(setting))})
`);
    tell({ kind: 'ready' });
  };

  const answer = async () => {
    if (busy) return;
    busy = true;
    while (RUNNING.length) {
      const asked = RUNNING[0], answers = talk.ask(JSON.stringify(asked));
      try {
        for (;;) {
          const { value, done } = answers.next();
          if (done) { RUNNING.shift(); break; }
          tell({ kind: 'answer', ...JSON.parse(value) });
          await breath();
          if (RUNNING[0] !== asked) break;        // a newer question goes first; what was run is kept
        }
      } catch (error) {
        RUNNING.shift();
        tell({ kind: 'answer', room: asked.room, generation: asked.generation, stage: 'failed', problem: String(error.message || error).trim().split('\n').pop() });
      }
      answers.destroy();
    }
    busy = false;
  };

  return async (said) => {
    try {
      if (said.kind === 'start') await start(said);
      else {
        const old = RUNNING.findIndex((each) => each.room === said.room);
        if (old >= 0) RUNNING.splice(old, 1);
        RUNNING.unshift(said);
        await answer();
      }
    } catch (error) {
      tell({ kind: 'broken', problem: String(error.message || error) });
    }
  };
};
if (typeof WorkerGlobalScope !== 'undefined' && globalThis instanceof WorkerGlobalScope) {
  const receive = globalThis.xnsimEngine((said) => postMessage(said));
  onmessage = ({ data }) => receive(data);
}
