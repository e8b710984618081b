// What all boards share: making elements, and a typeface for browsers that have no Chinese one.
// Python joins this file and a board's own file into one ES module; nothing is fetched.

const SVG = "http://www.w3.org/2000/svg";
const OURS = "Xnsim Sans SC";
const CHINESE = ["PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"];

patient();

/**
 * anywidget gives a board two seconds from its birth until its module is there; later than that, it never hears Python again.
 * A slow PC that opens a whole lesson at once needs longer, so the boards that come after the first are given a minute.
 */
function patient() {
  if (globalThis.xnsimPatient || !AbortSignal.timeout) return;
  globalThis.xnsimPatient = true;
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (wait) => timeout(wait === 2000 ? 60_000 : wait);
}

/** Make an HTML element: `make("p", {class: "…", text: "…", data: {n: 1}, on: {click}}, ...children)`. */
function make(tag, about = {}, ...inside) {
  return dressed(document.createElement(tag), about, inside);
}

/** Make an SVG element in the same way. */
function draw(tag, about = {}, ...inside) {
  return dressed(document.createElementNS(SVG, tag), about, inside);
}

function dressed(element, { text, data = {}, on = {}, ...attributes }, inside) {
  if (text !== undefined) element.textContent = text;
  Object.assign(element.dataset, data);
  for (const [name, heard] of Object.entries(on)) element.addEventListener(name, heard);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...inside.filter((each) => each !== null && each !== undefined));
  return element;
}

/** Round a number of a page to the step it was set with, without the tail that binary fractions leave. */
function tidy(value) {
  return Number(value.toPrecision(10));
}

/** Return about `count` round numbers from 0 to at least `top`. */
function ticks(top, count = 4) {
  if (!(top > 0)) return [0, 1];
  const rough = top / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= rough * 0.999);
  const found = [0];
  while (found.at(-1) < top * 0.999) found.push(tidy(found.at(-1) + step));
  return found;
}

/** Shortcuts of the page around a board must not take the keys that move its sliders. */
function keepKeys(root) {
  root.setAttribute("data-lm-suppress-shortcuts", "true");
  root.addEventListener("keydown", (event) => event.stopPropagation());
}

/** Put a painted board on the page, and call `heard` whenever Python has another state for it; returns what ends that. */
function onPage({ model, el }, root, paint, heard = paint) {
  model.on("change:state", heard);
  paint();
  el.append(root);
  dress(model, root);
  return () => model.off("change:state", heard);
}

/** Give the page our typeface if two different Chinese characters are drawn alike; say on `root` which one is used. */
async function dress(model, root) {
  const already = [...document.fonts].filter((face) => face.family.replaceAll('"', "") === OURS);
  if (already.length) {
    await Promise.allSettled(already.map((face) => face.load()));
    root.dataset.typeface = "ours";
  } else if (knowsChinese()) {
    root.dataset.typeface = "own";
  } else {
    globalThis.xnsimTypeface ??= sent(model);
    await globalThis.xnsimTypeface;
    root.dataset.typeface = "sent";
  }
}

function knowsChinese() {
  const family = [...CHINESE.map((name) => `"${name}"`), "system-ui", "sans-serif"].join(", ");
  const [one, other] = ["效", "能"].map((sign) => picture(sign, family));
  return one.some((value, at) => value !== other[at]);
}

function picture(sign, family) {
  const canvas = Object.assign(document.createElement("canvas"), { width: 24, height: 24 });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.font = `20px ${family}`;
  pen.fillText(sign, 2, 20);
  return pen.getImageData(0, 0, 24, 24).data;
}

function sent(model) {
  return new Promise((done) => {
    model.on("msg:custom", async (said, buffers) => {
      if (said.typeface !== OURS || !buffers?.length) return;
      const face = new FontFace(OURS, buffers[0].buffer ?? buffers[0]);
      document.fonts.add(await face.load());
      around();
      done();
    });
    model.send({ ask: "typeface" });
  });
}

/** Let the page around the board (JupyterLab, Voila) fall back on our typeface too. */
function around() {
  const style = make("style", { text: `:root:root { ${["ui", "content"].map((part) => `--jp-${part}-font-family: ${stack()};`).join(" ")} }` });
  document.head.append(style);
}

function stack() {
  return [...CHINESE, OURS].map((name) => `"${name}"`).join(", ") + ", system-ui, sans-serif";
}
