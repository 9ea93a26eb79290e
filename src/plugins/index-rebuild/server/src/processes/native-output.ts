import type { Log } from '../ports/log';

export type LogLevel = keyof Log;

/** How onnxruntime marks its messages: fatal, error, warning, information, verbose. */
const MARKED = /^\S*\s*\S*\s*\[([FEWIV]):/;
const LEVELS: Record<string, LogLevel> = { F: 'error', E: 'error', W: 'warn', I: 'debug', V: 'debug' };

/** How the runtime of JavaScript or C++, or the system, says that a process comes to its end. */
const FATAL =
  /^(FATAL ERROR|terminate called|#\s*Fatal error|Segmentation fault|Aborted|Out of memory)|Assertion .* failed|Check failed|^(Uncaught )?\w*Error\b/;

/** Messages about JSON quote the text that is none, which may be a record's. */
const QUOTED_JSON = /.* is not valid JSON/;

const ESCAPES = /\u001b\[[0-9;]*m/g;
const MAX_LINE = 500;
const MAX_LINES = 20;
const GATHER_MS = 250;

/** The level of a line that a process has written to its error output. */
export const levelOf = (line: string): LogLevel => {
  const [, mark] = line.match(MARKED) ?? [];
  if (mark) return LEVELS[mark];
  return FATAL.test(line) ? 'error' : 'warn';
};

/** A line as it may be logged. */
export const cleanLine = (line: string): string =>
  line.replace(ESCAPES, '').replace(QUOTED_JSON, 'a text is not valid JSON').trimEnd().slice(0, MAX_LINE);

const RANKS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

const highest = (levels: readonly LogLevel[]): LogLevel =>
  RANKS[Math.max(...levels.map((level) => RANKS.indexOf(level)))];

/**
 * What a process writes to its error output, as messages of a log: lines that come together are one. What it
 * writes last before it dies is an error.
 */
export const createNativeOutput = (write: (level: LogLevel, text: string) => void) => {
  let rest = '';
  let lines: string[] = [];
  let omitted = 0;
  let timer: NodeJS.Timeout | null = null;

  const keep = (line: string): void => {
    const clean = cleanLine(line);
    if (clean === '') return;
    if (lines.length < MAX_LINES) lines.push(clean);
    else omitted += 1;
  };

  const flush = (level?: LogLevel): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (lines.length === 0) return;
    const more = omitted > 0 ? [`and ${omitted} more lines`] : [];
    write(level ?? highest(lines.map(levelOf)), [...lines, ...more].join('\n'));
    lines = [];
    omitted = 0;
  };

  return {
    add(chunk: string): void {
      const parts = (rest + chunk).split('\n');
      rest = (parts.pop() ?? '').slice(-4 * MAX_LINE);
      for (const line of parts) keep(line);
      if (lines.length > 0) timer ??= setTimeout(flush, GATHER_MS).unref();
    },
    /** Nothing more comes. @param died Whether the process ended by itself, and not well. */
    end(died: boolean): void {
      keep(rest);
      rest = '';
      flush(died ? 'error' : undefined);
    },
  };
};
