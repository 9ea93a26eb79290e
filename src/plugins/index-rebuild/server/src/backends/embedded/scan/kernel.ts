import { KERNEL } from './kernel-bytes';

/** Compares queries with records; see kernel.wat for the addresses. */
type Compare = (
  query: number,
  records: number,
  count: number,
  firstRow: number,
  codes: number,
  scales: number,
  width: number,
  out: number
) => void;

export type Kernel = {
  scanOne: Compare;
  scanFour: Compare;
  quantise(rows: number, count: number, width: number, codes: number, scales: number): void;
};

/** The compiled functions of kernel.wat, working on this memory. */
export const openKernel = (memory: WebAssembly.Memory): Kernel => {
  const compiled = new WebAssembly.Module(Buffer.from(KERNEL, 'base64'));
  return new WebAssembly.Instance(compiled, { scan: { memory } }).exports as Kernel;
};
