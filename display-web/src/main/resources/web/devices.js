// The slots, and how often each is accessed.
const OURS = 'org.backplane.';

const short = name => name.startsWith(OURS) ? name.slice(OURS.length).replace(/^device\./, '') : name;

function cell(row, className, text, small) {
  const td = row.insertCell();
  td.className = className;
  td.textContent = text;
  if (small) {
    td.append(Object.assign(document.createElement('small'), { textContent: small }));
  }
  return td;
}

export class Devices {
  #body;
  #before = new Map();
  #at = 0;

  constructor(body) {
    this.#body = body;
  }

  show(slots) {
    const seconds = (performance.now() - this.#at) / 1000;
    const rates = slots.map(slot => this.#rate(slot, seconds));
    const highest = Math.max(1, ...rates);
    const rows = slots.map((slot, i) => this.#row(slot, rates[i], highest));
    this.#body.replaceChildren(...rows);
    this.#before = new Map(slots.map(slot => [slot.pid, slot]));
    this.#at = performance.now();
  }

  #rate(slot, seconds) {
    const before = this.#before.get(slot.pid);
    return before ? Math.max(0, Math.round((accesses(slot) - accesses(before)) / seconds)) : 0;
  }

  #row(slot, rate, highest) {
    const row = document.createElement('tr');
    const before = this.#before.get(slot.pid);
    row.dataset.pid = slot.pid;
    row.classList.toggle('bad', slot.state !== 'live');
    row.classList.toggle('fresh', this.#at > 0 && (!before || before.version !== slot.version));
    const ranges = slot.ranges.map(range => `${range.first}-${range.last}`);
    const shown = ranges.length > 4 ? [...ranges.slice(0, 3), `and ${ranges.length - 3} more`] : ranges;
    cell(row, '', short(slot.pid), slot.state === 'live' ? shown.join(' ') : `${slot.state} ${slot.reason}`).title = slot.pid;
    cell(row, '', short(slot.bundle), slot.version).title = slot.bundle;
    const direct = slot.ranges.some(range => range.direct);
    const number = cell(row, 'number', rate || !direct ? rate.toLocaleString('en') : 'direct');
    number.style.setProperty('--share', Math.sqrt(rate / highest).toFixed(3));
    return row;
  }
}

function accesses(slot) {
  return slot.ranges.reduce((sum, range) => sum + range.reads + range.writes, 0);
}
