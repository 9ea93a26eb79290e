import MarkdownIt from 'markdown-it';

import { htmlText } from './html';

/**
 * As Strapi's editor shows it. Indented text is no code here: HTML, which some editor plugins store
 * in such a field, may be indented, and would be taken for code with its tags as text.
 */
const markdown = new MarkdownIt({ html: true }).disable('code');

/** The text of Markdown or HTML, without markup: code, link texts and images' alternative texts stay. */
export const markdownText = (source: string): string => htmlText(markdown.render(source));
