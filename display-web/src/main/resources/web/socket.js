// A WebSocket of this page's server.

/** Connects; the handlers are text, bytes (a DataView) and closed (with the reason). */
export function connect(path, { text = () => {}, bytes = () => {}, closed = () => {} }) {
  const socket = new WebSocket(`ws://${location.host}/socket/${path}`);
  socket.binaryType = 'arraybuffer';
  socket.onmessage = ({ data }) => typeof data === 'string' ? text(data) : bytes(new DataView(data));
  socket.onclose = ({ reason }) => closed(reason);
  return {
    send(message) {
      if (socket.readyState === WebSocket.OPEN) {
        socket.send(message);
      }
    },
  };
}
