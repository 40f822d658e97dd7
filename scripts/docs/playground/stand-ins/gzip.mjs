/** `node:zlib` and `node:stream`, as far as gzip is unpacked with them: by the browser's own decompressor. */
export function createGunzip() {
  const unpack = {
    /** Pieces that are packed, and who is told how it ends. */
    from: null,
    told: () => undefined,
    async *[Symbol.asyncIterator]() {
      const pieces = unpack.from[Symbol.asyncIterator]();
      const packed = new ReadableStream({
        async pull(controller) {
          const { done, value } = await pieces.next();
          if (done === true) controller.close();
          else controller.enqueue(value);
        },
      });
      try {
        for await (const piece of packed.pipeThrough(new DecompressionStream('gzip'))) yield piece;
      } catch (error) {
        const damaged = error instanceof TypeError;
        const failure = damaged ? Object.assign(error, { code: 'Z_DATA_ERROR' }) : error;
        unpack.told(failure);
        throw failure;
      }
    },
  };
  return unpack;
}

export const Readable = { from: (pieces) => pieces };

export function pipeline(pieces, unpack, told) {
  unpack.from = pieces;
  unpack.told = told;
}
