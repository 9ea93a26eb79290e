/** Ends a paragraph of a value. `valueAsText` keeps it, so that no passage runs across it. */
export const PARAGRAPH_END = '\n\n';

const fold = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Texts as the paragraphs of one; empty ones are left out. */
export const joinParagraphs = (paragraphs: readonly string[]): string =>
  paragraphs
    .map((text) => text.trim())
    .filter(Boolean)
    .join(PARAGRAPH_END);

/** Puts a text together from pieces, in the order in which a parser or a tree gives them. */
export class ParagraphWriter {
  private readonly paragraphs: string[] = [];

  private pieces: string[] = [];

  /** Adds to the current paragraph, without a space in between. */
  add(piece: string): void {
    this.pieces.push(piece);
  }

  /** Ends the current paragraph, unless it is empty. */
  end(): void {
    this.paragraphs.push(fold(this.pieces.join('')));
    this.pieces = [];
  }

  text(): string {
    this.end();
    return joinParagraphs(this.paragraphs);
  }
}
