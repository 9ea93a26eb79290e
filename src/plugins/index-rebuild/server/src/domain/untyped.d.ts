declare module 'snowball-stemmers' {
  export const newStemmer: (language: string) => { stem(word: string): string };
}

declare module 'stopword' {
  type Words = readonly string[];
  export const afr: Words, ara: Words, ben: Words, bre: Words, bul: Words, cat: Words, ces: Words;
  export const dan: Words, deu: Words, ell: Words, eng: Words, epo: Words, est: Words, eus: Words;
  export const fas: Words, fin: Words, fra: Words, gle: Words, glg: Words, guj: Words, hau: Words;
  export const heb: Words, hin: Words, hrv: Words, hun: Words, hye: Words, ind: Words, ita: Words;
  export const jpn: Words, kor: Words, lat: Words, lav: Words, lit: Words, mar: Words, msa: Words;
  export const mya: Words, nld: Words, nob: Words, pol: Words, por: Words, ron: Words, rus: Words;
  export const slk: Words, slv: Words, som: Words, sot: Words, spa: Words, swa: Words, swe: Words;
  export const tgl: Words, tha: Words, tur: Words, ukr: Words, urd: Words, vie: Words, yor: Words;
  export const zho: Words, zul: Words;
}
