// Draws the rows of a table through time. The table stays what is read aloud; the drawing adds to it.

const SVG = "http://www.w3.org/2000/svg";
const [ROW, LEFT, WIDTH, TOP] = [26, 240, 960, 26];
const STARTS = ["startlatest", "start", "since", "from", "begunby", "earliest", "notbefore", "by", "day"];
const ENDS = ["endearliest", "end", "helduntil", "until", "to", "overby", "latest", "notafter"];
const BOUNDS = ["startearliest", "startlatest", "endearliest", "endlatest"];

/** The columns of a table that hold days, with their titles. */
export function spanColumns(table) {
  return [...table.tHead.rows[0].cells]
    .map((cell, index) => ({ title: cell.textContent, index }))
    .filter(({ index }) => [...table.tBodies[0].rows].some((row) => row.cells[index].querySelector("time")));
}

/** Which of the columns begin and end a span, by their names; `bounds` where there are all four. */
export function guessSpan(columns) {
  const named = (names) => {
    for (const name of names) {
      const found = columns.find(({ title }) => title.replaceAll(" ", "").toLowerCase() === name);
      if (found) return found.index;
    }
    return undefined;
  };
  const start = named(STARTS) ?? columns[0].index;
  const end = named(ENDS.filter((name) => named([name]) !== start)) ?? columns.find(({ index }) => index > start)?.index;
  const four = BOUNDS.map((name) => named([name]));
  return { start, end, bounds: four.every((index) => index !== undefined) ? four : null };
}

/** The number of a day, as years with a fraction; NaN where it is none. */
function dayOf(cell) {
  const found = /^(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?/.exec(cell?.querySelector("time")?.textContent ?? "");
  return found ? Number(found[1]) + (Number(found[2] ?? 1) - 1) / 12 + (Number(found[3] ?? 1) - 1) / 372 : NaN;
}

function element(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/** An SVG of the rows that have days, sorted by their start. */
export function drawSpans(table, { start, end, bounds }) {
  const spans = [...table.tBodies[0].rows].map((row) => spanOf(row, start, end, bounds))
    .filter((span) => Number.isFinite(span.from)).sort((a, b) => a.from - b.from || a.to - b.to);
  const height = TOP + spans.length * ROW + 8;
  const drawing = element("svg", { class: "spans", viewBox: `0 0 ${WIDTH} ${height}`, role: "img" });
  drawing.append(element("title", {}, `${spans.length} rows through time; the table says the same in words`));
  if (!spans.length) return drawing;
  const first = Math.min(...spans.map((span) => span.from));
  const last = Math.max(...spans.map((span) => span.to));
  const room = Math.max((last - first) * 0.04, 0.02);
  const scale = (day) => LEFT + ((day - first + room) / (last - first + 2 * room)) * (WIDTH - LEFT - 8);
  drawing.append(...ticks(first - room, last + room, scale, height));
  spans.forEach((span, number) => drawing.append(...drawn(span, TOP + number * ROW, scale)));
  return drawing;
}

function spanOf(row, start, end, bounds) {
  const days = (bounds ?? [start, start, end, end]).map((index) => dayOf(row.cells[index]));
  const [a, b, c, d] = bounds ? days : [days[0], days[0], days[2], days[2]];
  const known = [a, b, c, d].filter(Number.isFinite);
  const title = [...row.cells].filter((cell) => cell.textContent.trim() && !cell.querySelector("time, .mark"))
    .map((cell) => (cell.querySelector("a, span[dir]") ?? cell).textContent.trim());
  const said = [...row.cells].flatMap((cell) => [...cell.querySelectorAll("time")]).map((time) => time.textContent);
  return {
    from: Math.min(...known), to: Math.max(...known), certain: [b, c],
    title: title.slice(0, 2).join(" · ") || `row ${row.rowIndex}`, all: [...title, ...said].join(" · "),
  };
}

function drawn(span, top, scale) {
  const [from, to] = [scale(span.from), scale(span.to)];
  const name = span.title.length > 36 ? `${span.title.slice(0, 35)}…` : span.title;
  const text = element("text", { x: 0, y: top + 15 }, name);
  const group = element("g", {});
  group.append(element("title", {}, span.all));
  if (to - from < 4) {
    group.append(element("circle", { class: "point", cx: (from + to) / 2, cy: top + 11, r: 5 }));
    return [text, group];
  }
  group.append(element("rect", { class: "possible", x: from, y: top + 4, width: to - from, height: 14, rx: 3 }));
  const [b, c] = span.certain.map((day) => (Number.isFinite(day) ? scale(day) : NaN));
  if (b <= c) group.append(element("rect", { class: "certain", x: b, y: top + 4, width: Math.max(c - b, 2), height: 14, rx: 3 }));
  return [text, group];
}

function* ticks(first, last, scale, height) {
  const steps = [1 / 12, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
  const step = steps.find((size) => (last - first) / size <= 9) ?? 5000;
  for (let number = Math.ceil(first / step); number * step <= last; number++) {
    const day = number * step;
    const [year, month] = [Math.floor(day + 1e-6), Math.round((day - Math.floor(day + 1e-6)) * 12)];
    const text = step < 1 ? `${year}-${String(month + 1).padStart(2, "0")}` : String(year);
    const x = scale(day);
    yield element("line", { class: "tick", x1: x, x2: x, y1: 18, y2: height });
    yield element("text", { class: "tick-text", x, y: 12, "text-anchor": "middle" }, text);
  }
}
