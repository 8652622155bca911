/**
 * Lets a socket hand what it reads to undici at once. By itself each read takes memory for 64 KiB, goes through a queue
 * and reaches its listener a tick later: at a model's pace, one event in a read, that is a fifth of all that a client
 * costs. Here reads share one piece of memory, and a copy of what came goes straight to who listens for `readable`.
 *
 * Where nobody listens, or something waits in the queue already, what came goes into the queue as ever. So does all that
 * a socket reads which was opened without these options, such as one by an editor that opens it another way.
 */

/** What is needed of a socket. */
interface Reading {
  read(size?: number): unknown;
  push(chunk: Uint8Array): boolean;
  emit(event: "readable"): boolean;
  listenerCount(event: "readable"): number;
  readonly readableLength: number;
}

/** Node's own option of a socket: memory to read into, and what is called after each read. */
interface OnRead {
  readonly buffer: Uint8Array;
  readonly callback: (bytes: number, buffer: Uint8Array) => boolean;
}

/** As many bytes as Node reads at once. */
const readBytes = 64 * 1024;

/** Opens a socket that reads this way; `open` passes the option on to Node. */
export function withDirectReads<S extends Reading>(open: (option: { onread: OnRead }) => S): S {
  /** While the listener is called: what it has not taken yet. */
  let chunk: Uint8Array | null = null;
  let isTelling = false;
  const onread: OnRead = {
    buffer: Buffer.allocUnsafeSlow(readBytes),
    callback(bytes, buffer) {
      // A copy, because undici keeps pieces of a head until all of it has come.
      chunk = Buffer.from(buffer.subarray(0, bytes));
      if (socket.readableLength === 0 && socket.listenerCount("readable") > 0) {
        isTelling = true;
        try {
          socket.emit("readable");
        } finally {
          isTelling = false;
        }
      }
      const left = chunk;
      chunk = null;
      return left === null || socket.push(left);
    },
  };
  const socket = open({ onread });
  const read = socket.read.bind(socket);
  socket.read = (size) => {
    // Node itself reads nothing (0) to learn of the end.
    if (!isTelling || size === 0) return read(size);
    const taken = chunk;
    chunk = null;
    return taken;
  };
  return socket;
}
