// The parts of the page, and the connections that they share.
import { Consoles } from './consoles.js';
import { Devices } from './devices.js';
import { takeJars } from './drop.js';
import { Keyboard, Mouse } from './input.js';
import { Screen } from './screen.js';
import { connect } from './socket.js';

const element = id => document.getElementById(id);
const canvas = element('screen');

const viewer = connect('screen', {
  text: text => { element('text').textContent = text; },
  bytes: bytes => screen.show(bytes),
});
const screen = new Screen(canvas);
const keyboard = new Keyboard(canvas, viewer);
new Mouse(canvas, element('mouse'), viewer);

element('ctrl-alt-del').onclick = () => keyboard.stroke(['ControlLeft', 'AltLeft', 'Delete']);
element('reset').onclick = () => viewer.send('reset');
element('copy').onclick = () => navigator.clipboard.writeText(element('text').textContent);
canvas.onfocus = () => { element('hint').textContent = 'the keyboard is the guest\'s'; };
canvas.onblur = () => { element('hint').textContent = 'click the screen to type'; };

// For readers of the screen that is text, and for copying it.
setInterval(() => document.hidden || viewer.send('text'), 1000);

const consoles = new Consoles(document.querySelector('#consoles nav'), element('terminals'));
const devices = new Devices(document.querySelector('#devices tbody'));
const state = element('state');
let last = null;

connect('report', {
  text: text => {
    const report = JSON.parse(text);
    element('machine').textContent = report.machine;
    state.textContent = report.state.toLowerCase();
    state.className = report.state === 'RUNNING' ? 'pill running' : 'pill';
    element('clock').textContent = `${(report.nanos / 1e9).toFixed(1)} s`;
    if (last) {
      const mips = (report.instructions - last.instructions) / (performance.now() - last.at) / 1000;
      element('speed').textContent = `${mips.toFixed(1)} million instructions/s`;
    }
    last = { instructions: report.instructions, at: performance.now() };
    devices.show(report.slots);
    consoles.show(report.consoles);
  },
  closed: () => {
    state.textContent = 'disconnected';
    state.className = 'pill lost';
  },
});

takeJars(element('drop'));
