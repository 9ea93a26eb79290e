// @ts-check
const WIDTH = 30;

/**
 * A progress bar on a terminal, a line each tenth elsewhere.
 *
 * @param {string} label
 */
export const progressLine = (label) => {
  const startedAt = performance.now();
  let tenth = -1;
  const text = (/** @type {number} */ done, /** @type {number} */ total) => {
    const filled = Math.round((done / total) * WIDTH);
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
    return `${label.padEnd(24)} ${bar} ${done}/${total}`;
  };
  let latest = '';
  return {
    show(/** @type {number} */ done, /** @type {number} */ total) {
      if (total === 0) return;
      latest = text(done, total);
      if (process.stdout.isTTY) process.stdout.write(`\r${latest}`);
      else if (Math.floor((done / total) * 10) > tenth) {
        tenth = Math.floor((done / total) * 10);
        console.log(latest);
      }
    },
    end() {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      if (process.stdout.isTTY) process.stdout.write(`\r${latest}  ${seconds} s\n`);
      else console.log(`${label}: ${seconds} s`);
    },
  };
};
