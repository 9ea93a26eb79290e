const ALIGN = 4;

const aligned = (length: number): number => Math.ceil(length / ALIGN) * ALIGN;

export const bytesOf = (numbers: Uint32Array): Uint8Array =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);

/** One file of several parts: their number, the length of each, then the parts, each aligned to 4 bytes. */
export const joinSections = (parts: readonly Uint8Array[]): Uint8Array => {
  const lengths = new Uint32Array([parts.length, ...parts.map(({ length }) => length)]);
  const head = bytesOf(lengths);
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + aligned(length), head.length));
  joined.set(head);
  let at = head.length;
  for (const part of parts) {
    joined.set(part, at);
    at += aligned(part.length);
  }
  return joined;
};

/** The parts of `joinSections`, without copying them. @throws RangeError when the bytes end early. */
export const splitSections = (bytes: Uint8Array): Uint8Array[] => {
  // A typed array needs an aligned start, which a slice of a larger buffer may not have.
  const { buffer, byteOffset } = bytes.byteOffset % ALIGN === 0 ? bytes : Uint8Array.from(bytes);
  const [count] = new Uint32Array(buffer, byteOffset, 1);
  let at = (count + 1) * Uint32Array.BYTES_PER_ELEMENT;
  return [...new Uint32Array(buffer, byteOffset + Uint32Array.BYTES_PER_ELEMENT, count)].map((length) => {
    const part = new Uint8Array(buffer, byteOffset + at, length);
    at += aligned(length);
    return part;
  });
};

export const numbersOf = (bytes: Uint8Array): Uint32Array =>
  new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / Uint32Array.BYTES_PER_ELEMENT);

/** Of items without line breaks. */
export const bytesOfLines = (items: readonly string[]): Uint8Array =>
  new TextEncoder().encode(items.join('\n'));

export const linesOf = (bytes: Uint8Array): string[] => new TextDecoder().decode(bytes).split('\n');
