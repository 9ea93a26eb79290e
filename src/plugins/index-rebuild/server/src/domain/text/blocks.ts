import { ParagraphWriter } from './paragraphs';

type Node = {
  type?: unknown;
  text?: unknown;
  children?: unknown;
  image?: { alternativeText?: unknown; caption?: unknown } | null;
};

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** Nodes within a line; every other node is a block. */
const INLINE = new Set(['text', 'link']);

const write = (writer: ParagraphWriter, node: unknown): void => {
  if (Array.isArray(node)) return node.forEach((child) => write(writer, child));
  if (!isNode(node)) return undefined;
  const isBlock = !INLINE.has(String(node.type));
  if (isBlock) writer.end();
  if (typeof node.text === 'string') writer.add(node.text);
  write(writer, node.children);
  if (isBlock) writer.end();
  for (const text of [node.image?.alternativeText, node.image?.caption]) {
    if (typeof text !== 'string') continue;
    writer.add(text);
    writer.end();
  }
  return undefined;
};

/**
 * The text of Strapi's blocks: each paragraph, heading, quote, piece of code and list entry is a
 * paragraph; links by their text, images by their alternative text and caption.
 */
export const blocksText = (blocks: unknown): string => {
  const writer = new ParagraphWriter();
  write(writer, blocks);
  return writer.text();
};
