// Adds to the drawing of neighbours: closer and farther, moving about, and what stands beside
// one of the things drawn. Without this script the drawing and its links are all there.
const SVG = "http://www.w3.org/2000/svg";
const ROW = 24, MOST = 24, COLUMN = 330, LONGEST = 28;

for (const svg of document.querySelectorAll("svg.neighbours")) enhance(svg);

function enhance(svg) {
  const whole = () => ({ ...home });
  const home = box(svg);
  let view = whole(), extra = null;

  const said = document.createElement("p");
  said.className = "hidden";
  said.setAttribute("role", "status");
  const tools = document.createElement("div");
  tools.className = "graph-tools";
  for (const [text, does] of [
    ["Closer", () => zoom(0.8)], ["Farther", () => zoom(1.25)], ["All of it", reset],
  ]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", does);
    tools.append(button);
  }
  const area = svg.parentElement;
  area.before(tools, said);
  area.scrollLeft = (area.scrollWidth - area.clientWidth) / 2; // to the middle of the drawing

  function show() {
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
  }
  function zoom(by, x = view.x + view.width / 2, y = view.y + view.height / 2) {
    const limited = Math.min(Math.max(view.width * by, home.width / 12), home.width * 3) / view.width;
    view = {
      x: x - (x - view.x) * limited, y: y - (y - view.y) * limited,
      width: view.width * limited, height: view.height * limited,
    };
    show();
  }
  function reset() {
    close();
    view = whole();
    show();
  }
  function move(x, y) {
    view.x += x * view.width;
    view.y += y * view.height;
    show();
  }

  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return; // the page scrolls
    event.preventDefault();
    const at = point(event);
    zoom(event.deltaY > 0 ? 1.15 : 0.87, at.x, at.y);
  }, { passive: false });

  let drag = null;
  svg.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button || event.target.closest("a, [role=button]")) return;
    drag = { x: event.clientX, y: event.clientY };
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const { width, height } = svg.getBoundingClientRect();
    move((drag.x - event.clientX) / width, (drag.y - event.clientY) / height);
    drag = { x: event.clientX, y: event.clientY };
  });
  for (const over of ["pointerup", "pointercancel"]) svg.addEventListener(over, () => { drag = null; });

  area.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, -0.1], ArrowDown: [0, 0.1] };
    if (event.key === "+" || event.key === "=") zoom(0.8);
    else if (event.key === "-") zoom(1.25);
    else if (event.key === "0" || event.key === "Escape") reset();
    else if (event.key in steps && view.width < home.width) move(...steps[event.key]);
    else return;
    event.preventDefault();
  });

  function point(event) {
    const drawn = svg.getBoundingClientRect();
    return {
      x: view.x + ((event.clientX - drawn.left) / drawn.width) * view.width,
      y: view.y + ((event.clientY - drawn.top) / drawn.height) * view.height,
    };
  }

  for (const thing of svg.querySelectorAll(".thing")) {
    const circle = thing.querySelector("circle");
    const button = element("g", { role: "button", tabindex: "0", "aria-expanded": "false",
      "aria-label": `What stands beside ${thing.querySelector("text").textContent}` });
    circle.setAttribute("r", "6");
    circle.replaceWith(button);
    button.append(circle, element("title", {}, "Show what stands beside it"));
    button.addEventListener("click", () => toggle(thing, button));
    button.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      toggle(thing, button);
    });
  }

  function close() {
    if (!extra) return;
    extra.group.remove();
    extra.button.setAttribute("aria-expanded", "false");
    extra = null;
  }

  async function toggle(thing, button) {
    const again = extra?.button === button;
    reset();
    if (again) return;
    const asked = { button, group: element("g", { class: "expanded" }) };
    extra = asked;
    button.setAttribute("aria-expanded", "true");
    try {
      const answer = await fetch(svg.dataset.json + place(thing) + svg.dataset.days, {
        headers: { Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const found = await answer.json();
      if (extra === asked) draw(thing, asked.group, found);
    } catch {
      if (extra !== asked) return;
      close();
      said.textContent = "It could not be fetched. Open its page instead.";
    }
  }

  function draw(thing, group, found) {
    const { e: at, f: middle } = thing.transform.baseVal.getItem(0).matrix;
    const wide = thing.querySelector("text").getBBox().width + 18;
    const toLeft = Boolean(thing.closest(".left"));
    const from = toLeft ? at - wide : at + wide;
    const x = toLeft ? -60 : home.width + 60;
    const lines = listed(found);
    let y = middle - ((lines.length - 1) * ROW) / 2;
    y = Math.max(ROW, Math.min(y, home.height - lines.length * ROW + ROW / 2));
    for (const line of lines) {
      const half = (from + x) / 2;
      group.append(element("path", { d: `M${from} ${middle}C${half} ${middle} ${half} ${y} ${x} ${y}` }));
      const words = element("text", { x: x + (toLeft ? -6 : 6), y: y + 4.5, "text-anchor": toLeft ? "end" : "start" }, cut(line.text));
      if (line.href) {
        const link = element("a", { href: line.href });
        link.append(element("title", {}, line.title), words);
        group.append(link);
      } else {
        words.setAttribute("class", "relation");
        group.append(words);
      }
      y += ROW;
    }
    svg.append(group);
    const left = toLeft ? -60 - COLUMN : 0;
    const bottom = Math.max(home.height, y + ROW);
    view = { x: left, y: 0, width: home.width + 60 + COLUMN, height: bottom };
    show();
    said.textContent = `${found.label}: ${lines.map((line) => line.text).join(", ")}`;
  }

  function listed(found) {
    const lines = [], groups = found.groups.filter((group) => group.things.length);
    const each = Math.max(1, Math.floor((MOST - groups.length) / Math.max(1, groups.length)));
    for (const group of groups.slice(0, MOST / 2)) {
      lines.push({ text: `${group.title} · ${group.number}` });
      for (const one of group.things.slice(0, each)) {
        lines.push({ text: one.label, title: one.label.slice(0, 200), href: local(one.page) });
      }
    }
    return lines;
  }
}

// The kind and name of a thing, as they stand in its address behind "/id/".
function place(thing) {
  const { pathname } = new URL(thing.querySelector("a").href.baseVal, document.baseURI);
  return pathname.slice(pathname.indexOf("/id/") + 4);
}

// Only addresses of the web and of this host are followed.
function local(address) {
  try {
    const url = new URL(address, document.baseURI);
    return /^https?:$/.test(url.protocol) ? url.href : "";
  } catch {
    return "";
  }
}

function cut(text) {
  const line = text.slice(0, 200).replace(/[\p{Cc}\p{Cf}\p{Z}]+/gu, (found) => (/^[\u200c\u200d]$/.test(found) ? found : " ")).trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

function box(svg) {
  const [x, y, width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  return { x, y, width, height };
}

function element(name, attributes, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}
