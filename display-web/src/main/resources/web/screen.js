// The picture: each message has its size and the areas that have changed, see docs/web.md.
const HEADER_BYTES = 4;
const AREA_BYTES = 8;
const PIXEL_BYTES = 4;

export class Screen {
  #canvas;
  #context;

  constructor(canvas) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d', { alpha: false });
  }

  show(message) {
    this.#resize(message.getUint16(0), message.getUint16(2));
    for (let at = HEADER_BYTES; at < message.byteLength;) {
      const [x, y, width, height] = [0, 2, 4, 6].map(offset => message.getUint16(at + offset));
      const length = width * height * PIXEL_BYTES;
      const pixels = new Uint8ClampedArray(message.buffer, at + AREA_BYTES, length);
      this.#context.putImageData(new ImageData(pixels, width, height), x, y);
      at += AREA_BYTES + length;
    }
  }

  #resize(width, height) {
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
  }
}
