// @ts-check

const WIDTH = 720;
const HEIGHT = 420;
const LEFT = 70;
const RIGHT = 160;
const TOP = 24;
const BOTTOM = 48;
const COLOURS = ['#4945ff', '#d9822f', '#328048', '#b72b1a', '#8e8ea9'];

/** @typedef {{ name: string, points: [number, number][] }} Line */

/** Powers of ten around the numbers. @param {readonly number[]} numbers */
const decades = (numbers) => {
  const first = Math.floor(Math.log10(Math.min(...numbers)));
  const last = Math.ceil(Math.log10(Math.max(...numbers)));
  return Array.from({ length: Math.max(1, last - first) + 1 }, (_, at) => first + at);
};

const short = (/** @type {number} */ power) =>
  power >= 6 ? `${10 ** (power - 6)} M` : power >= 3 ? `${10 ** (power - 3)} k` : String(10 ** power);

/**
 * Lines over two logarithmic scales as an SVG: what grows in proportion rises by one step from one
 * power of ten to the next.
 *
 * @param {readonly Line[]} lines @param {{ x: string, title: string }} labels
 */
export const plot = (lines, { x, title }) => {
  const points = lines.flatMap((line) => line.points);
  const across = decades(points.map(([at]) => at));
  const up = decades(points.map(([, value]) => value));
  const scale = (/** @type {number} */ value, /** @type {number[]} */ powers) =>
    (Math.log10(value) - powers[0]) / (powers[powers.length - 1] - powers[0]);
  const toX = (/** @type {number} */ value) => LEFT + scale(value, across) * (WIDTH - LEFT - RIGHT);
  const toY = (/** @type {number} */ value) => HEIGHT - BOTTOM - scale(value, up) * (HEIGHT - TOP - BOTTOM);
  const grid = [
    ...across.map((power) => {
      const at = toX(10 ** power);
      return `<path d="M${at} ${TOP}V${HEIGHT - BOTTOM}" stroke="#c0c0cf"/><text x="${at}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${short(power)}</text>`;
    }),
    ...up.map((power) => {
      const at = toY(10 ** power);
      return `<path d="M${LEFT} ${at}H${WIDTH - RIGHT}" stroke="#c0c0cf"/><text x="${LEFT - 8}" y="${at + 4}" text-anchor="end">${short(power)}</text>`;
    }),
  ];
  const drawn = lines.map(({ name, points: own }, at) => {
    const colour = COLOURS[at % COLOURS.length];
    const path = own.map(([px, py], first) => `${first === 0 ? 'M' : 'L'}${toX(px)} ${toY(py)}`).join('');
    const [lastX, lastY] = own[own.length - 1];
    return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"/><text x="${toX(lastX) + 8}" y="${toY(lastY) + 4}" fill="${colour}">${name}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" role="img">
<title>${title}</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${[...grid, ...drawn].join('\n')}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 10}" text-anchor="middle">${x}</text>
</svg>
`;
};
