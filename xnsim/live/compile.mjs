// Compiles the sources of some zip files by the Python that will run them: node compile.mjs pyodide.mjs a.zip b.zip …
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [engine, ...archives] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(engine).href);
process.on('uncaughtException', (error) => { console.error(String(error.message).slice(-2000)); process.exit(1); });
const python = await loadPyodide({ env: { PYTHONNODEBUGRANGES: '1' } });      // line numbers without columns: a tenth smaller
python.runPython(`
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc

def compiled(source, out):
    with zipfile.ZipFile(source) as found, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for name in found.namelist():
            data = found.read(name)
            if name.endswith(".py"):
                try:
                    code = compile(data, name, "exec", dont_inherit=True, optimize=2)
                except SyntaxError:       # written for another Python, and so imported by nobody here
                    continue
                name, data = name + "c", bytes(_code_to_hash_pyc(code, bytes(8), False))
            made.writestr(zipfile.ZipInfo(name), data)
`);
for (const path of archives) {
  python.FS.writeFile('/in.zip', new Uint8Array(readFileSync(path)));
  python.runPython("compiled('/in.zip', '/out.zip')");
  writeFileSync(path, python.FS.readFile('/out.zip'));
}
process.exit(0);
