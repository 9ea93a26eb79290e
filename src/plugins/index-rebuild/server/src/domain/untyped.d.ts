declare module 'snowball-stemmers' {
  export const newStemmer: (language: string) => { stem(word: string): string };
}

declare module 'stopword' {
  export const eng: readonly string[];
}
