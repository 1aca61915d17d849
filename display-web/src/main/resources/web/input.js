// The browser's keyboard and mouse become the guest's.

/** Keys go to the guest while the screen has the focus; losing it lets them all go. */
export class Keyboard {
  #viewer;
  #down = new Set();

  constructor(screen, viewer) {
    this.#viewer = viewer;
    screen.addEventListener('keydown', event => this.#take(event, true));
    screen.addEventListener('keyup', event => this.#take(event, false));
    screen.addEventListener('blur', () => this.#down.forEach(code => this.#send(code, false)));
  }

  /** Presses keys together and lets them go. */
  stroke(codes) {
    codes.forEach(code => this.#send(code, true));
    codes.reverse().forEach(code => this.#send(code, false));
  }

  #take(event, pressed) {
    event.preventDefault();
    if (!event.repeat && event.code) {
      this.#send(event.code, pressed);
    }
  }

  #send(code, pressed) {
    pressed ? this.#down.add(code) : this.#down.delete(code);
    this.#viewer.send(`key ${code} ${pressed ? 'down' : 'up'}`);
  }
}

/** The mouse is the guest's from a click on the button until Esc: the guest knows movements only. */
export class Mouse {
  #viewer;

  constructor(screen, button, viewer) {
    this.#viewer = viewer;
    button.onclick = () => {
      screen.focus();
      screen.requestPointerLock();
    };
    const whenLocked = handler => event => {
      if (document.pointerLockElement === screen) {
        event.preventDefault();
        handler(event);
      }
    };
    screen.addEventListener('mousemove', whenLocked(event => this.#send(event, event.movementX, event.movementY, 0)));
    screen.addEventListener('mousedown', whenLocked(event => this.#send(event, 0, 0, 0)));
    screen.addEventListener('mouseup', whenLocked(event => this.#send(event, 0, 0, 0)));
    screen.addEventListener('wheel', whenLocked(event => this.#send(event, 0, 0, Math.sign(event.deltaY))), { passive: false });
    screen.addEventListener('contextmenu', whenLocked(() => {}));
    document.addEventListener('pointerlockchange', () => {
      if (document.pointerLockElement !== screen) {
        viewer.send('mouse 0 0 0 0');
      }
    });
  }

  /** The buttons have the same numbers on both sides: left 1, right 2, middle 4. */
  #send(event, right, down, wheel) {
    this.#viewer.send(`mouse ${Math.round(right)} ${Math.round(down)} ${wheel} ${event.buttons & 7}`);
  }
}
