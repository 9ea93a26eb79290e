import { storableQuery } from '../../src/plugins/index-rebuild/server/src/domain/insights/query';

describe('the form in which a query is stored', () => {
  it.each([
    ['  Coral   REEFS ', 'coral reefs'],
    ['coral\treefs\nand\u00a0fish', 'coral reefs and fish'],
    ['ｃｏｒａｌ', 'coral'],
    ['ﬁsh', 'fish'],
    ['Straße', 'straße'],
    ['E\u0301le\u0301phant', '\u00e9l\u00e9phant'],
    ['co\u0000ral', 'co ral'],
    ['half \ud83d', 'half'],
    ['🐠 fish', '🐠 fish'],
  ])('%j is %j', (text, stored) => {
    expect(storableQuery(text)).toBe(stored);
  });

  it('has at most 100 characters, and no half of one', () => {
    const stored = storableQuery('🐠'.repeat(120)) as string;
    expect([...stored]).toHaveLength(100);
    expect(stored).toBe('🐠'.repeat(100));
  });

  it('is nothing for a query of control characters', () => {
    expect(storableQuery('\u0000\u0007')).toBeNull();
  });

  it('is the same for what was normalised already', () => {
    const once = storableQuery(' Ｆｉｓｈ  AND Chips ') as string;
    expect(storableQuery(once)).toBe(once);
  });
});

describe('queries that look personal are not stored', () => {
  it.each([
    'ada@example.com',
    'who is Ada.Lovelace@example.com ?',
    'ada＠example．com',
    '123456',
    'order 00123456',
    'iban AT61 1904 3002',
    '+43 664 123 45 67',
    '(0664) 12-34-56',
    'born 12.05.1980',
    '١٢٣٤٥٦',
    `${'long '.repeat(25)} ada@example.com`,
  ])('%s', (text) => {
    expect(storableQuery(text)).toBeNull();
  });

  it.each(['iso 9001', 'vintage 1985', '12345', 'top 10 of 2024', 'cats @ home', 'c3po r2d2 a1 b2 c3 d4'])(
    'but %s is',
    (text) => {
      expect(storableQuery(text)).toBe(text);
    }
  );
});
