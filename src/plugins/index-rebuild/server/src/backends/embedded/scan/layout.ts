/** A row of codes is read 16 at a time. */
const STEP = 16;
/** WebAssembly's memory grows by pages. */
const PAGE = 65_536;
/** WebAssembly addresses have 32 bits. */
const MAX_BYTES = 2 ** 32;
/** Beyond, the sum of a row's products may not fit into 32 bits. */
const MAX_DIMENSIONS = 8_192;

/** Queries compared in one pass at most. */
export const MAX_QUERIES = 4;
/** Rows turned into codes at a time. */
export const ROWS_AT_ONCE = 256;

export type Layout = {
  /** Codes of a row. */
  width: number;
  /** Addresses in bytes. */
  queries: number;
  records: number;
  firstRow: number;
  scales: number;
  codes: number;
  out: number;
  rows: number;
  pages: number;
};

/** Where a scan keeps what in its memory. */
export const layOut = (records: number, rows: number, dimensions: number): Layout => {
  const width = Math.ceil(dimensions / STEP) * STEP;
  let at = 0;
  const reserve = (bytes: number): number => {
    const from = at;
    at += Math.ceil(bytes / STEP) * STEP;
    return from;
  };
  const places = {
    queries: reserve(MAX_QUERIES * width * Int16Array.BYTES_PER_ELEMENT),
    records: reserve(records * Int32Array.BYTES_PER_ELEMENT),
    firstRow: reserve((records + 1) * Int32Array.BYTES_PER_ELEMENT),
    out: reserve(MAX_QUERIES * 2 * records * Float32Array.BYTES_PER_ELEMENT),
    rows: reserve(ROWS_AT_ONCE * width * Float32Array.BYTES_PER_ELEMENT),
    scales: reserve(rows * Float32Array.BYTES_PER_ELEMENT),
    codes: reserve(rows * width),
  };
  return { ...places, width, pages: Math.ceil(at / PAGE) };
};

/** Whether so many vectors fit; beyond, they need an engine of another kind. */
export const canScan = (rows: number, dimensions: number): boolean =>
  dimensions <= MAX_DIMENSIONS && layOut(rows, rows, dimensions).pages * PAGE < MAX_BYTES;
