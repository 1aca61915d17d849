// A terminal for each console, one of them visible.
import { connect } from './socket.js';

/** What goes out in one message, so that a long paste waits here while the guest is slow. */
const CHUNK = 1024;

export class Consoles {
  #tabs;
  #place;
  #shown = new Map();

  constructor(tabs, place) {
    this.#tabs = tabs;
    this.#place = place;
  }

  /** Makes a terminal for each name that has none. */
  show(names) {
    for (const name of names.filter(any => !this.#shown.has(any))) {
      if (this.#shown.size === 0) {
        this.#place.replaceChildren();
      }
      this.#add(name);
    }
  }

  #add(name) {
    const tab = document.createElement('button');
    tab.type = 'button';
    tab.role = 'tab';
    tab.textContent = name;
    tab.onclick = () => this.#select(name);
    this.#tabs.append(tab);
    const pane = document.createElement('div');
    this.#place.append(pane);
    this.#shown.set(name, { tab, pane, terminal: terminal(pane, name) });
    if (this.#shown.size === 1) {
      this.#select(name, false);
    } else {
      pane.hidden = true;
    }
  }

  #select(name, focus = true) {
    for (const [other, { tab, pane }] of this.#shown) {
      pane.hidden = other !== name;
      tab.ariaSelected = String(other === name);
    }
    if (focus) {
      this.#shown.get(name).terminal.focus();
    }
  }
}

function terminal(pane, name) {
  const terminal = new Terminal({ cols: 80, rows: 24, scrollback: 5000, fontSize: 13, rendererType: 'dom',
    fontFamily: 'ui-monospace, "Liberation Mono", monospace' });
  terminal.open(pane);
  const socket = connect(`console/${name}`, {
    bytes: view => terminal.write(new Uint8Array(view.buffer)),
    text: text => terminal.write(`\r\n\x1b[7m ${text.split(' ')[1]} bytes were lost: this viewer was too slow \x1b[0m\r\n`),
    closed: reason => terminal.write(`\r\n\x1b[7m disconnected${reason ? `: ${reason}` : ''} \x1b[0m\r\n`),
  });
  terminal.onData(data => {
    for (let at = 0; at < data.length; at += CHUNK) {
      socket.send(data.slice(at, at + CHUNK));
    }
  });
  return terminal;
}
