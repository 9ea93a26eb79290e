import { Parser } from 'htmlparser2';

import { ParagraphWriter } from './paragraphs';

/** Elements that stand on lines of their own. */
const BLOCKS = new Set(
  (
    'address article aside blockquote body caption dd details dialog div dl dt fieldset figcaption figure ' +
    'footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot ' +
    'thead tr ul'
  ).split(' ')
);

/** Elements after which a word does not go on. */
const SPACES = new Set(['br', 'td', 'th', 'option']);

/** Elements whose content nobody reads. */
const HIDDEN = new Set(['script', 'style', 'template', 'title', 'iframe', 'object', 'svg', 'math']);

/** The text of HTML: blocks as paragraphs, images by their alternative text, addresses of links dropped. */
export const htmlText = (html: string): string => {
  const writer = new ParagraphWriter();
  let hidden = 0;
  const parser = new Parser({
    onopentag(name, { alt }) {
      if (HIDDEN.has(name)) hidden += 1;
      if (BLOCKS.has(name)) writer.end();
      if (name === 'img' && alt && hidden === 0) writer.add(` ${alt} `);
    },
    ontext(text) {
      if (hidden === 0) writer.add(text);
    },
    onclosetag(name) {
      if (HIDDEN.has(name)) hidden -= 1;
      if (BLOCKS.has(name)) writer.end();
      if (SPACES.has(name)) writer.add(' ');
    },
  });
  parser.end(html);
  return writer.text();
};
