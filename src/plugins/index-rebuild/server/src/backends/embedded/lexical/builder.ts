import type { LexicalBuilder, LexicalDocument } from './lexical-index';
import { createSegmentsBuilder } from './field-segments';
import { bytesOf, bytesOfLines, joinSections } from './sections';
import { languageOf } from '../../../domain/languages';
import { createVocabulary } from './vocabulary';

export const createBuilder = (): LexicalBuilder => {
  const vocabulary = createVocabulary();
  const starts = [0];
  const stems: number[] = [];
  const segments = createSegmentsBuilder();
  const names: string[] = [];
  const languageOfRecord: number[] = [];

  const add = (document: LexicalDocument): void => {
    const language = languageOf(document.locale ?? null);
    languageOfRecord.push(vocabulary.languageNumber(language));
    for (const [field, text] of Object.entries(document.fields)) {
      segments.addField(document.uid ?? '', field, stems.length);
      for (const stem of vocabulary.read(language, text)) stems.push(stem);
    }
    segments.endRecord();
    starts.push(stems.length);
    names.push(document.name.replace(/\s+/g, ' '));
  };

  return {
    add: (documents) => documents.forEach(add),
    serialise: () =>
      joinSections([
        bytesOfLines(vocabulary.terms()),
        bytesOf(Uint32Array.from(starts)),
        bytesOf(Uint32Array.from(stems)),
        bytesOfLines(names),
        bytesOfLines(vocabulary.languages()),
        Uint8Array.from(languageOfRecord),
        bytesOfLines(vocabulary.spellings()),
        ...segments.serialise(),
      ]),
  };
};
