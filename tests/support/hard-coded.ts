import ts from 'typescript';

/** What holds a text for people, as an attribute or as a property. */
const NAMES = [
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'closeLabel',
  'confirm',
  'content',
  'defaultMessage',
  'description',
  'heading',
  'hint',
  'label',
  'message',
  'name',
  'placeholder',
  'subtitle',
  'title',
];

/** Methods that write numbers and dates in the language of the system, or in none. */
const OUTSIDE_THE_LANGUAGE = /^(toFixed|toPrecision|toLocale(Date|Time|)String|toDateString|toTimeString)$/;

const hasLetters = (text: string): boolean => /\p{L}/u.test(text);

/** The texts that an expression can be: `wide ? 'Yes' : other` is one of them. */
const literalsIn = (node: ts.Node | undefined): string[] => {
  if (!node) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
  }
  if (ts.isJsxExpression(node) || ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) {
    return literalsIn(node.expression);
  }
  if (ts.isConditionalExpression(node)) return [...literalsIn(node.whenTrue), ...literalsIn(node.whenFalse)];
  if (!ts.isBinaryExpression(node)) return [];
  const chosen = node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken ? [] : [node.left];
  return [...chosen, node.right].flatMap(literalsIn);
};

const isNamed = (name: ts.Node): boolean =>
  (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) && NAMES.includes(name.text);

const isJsx = (node: ts.Node): boolean => ts.isJsxElement(node) || ts.isJsxFragment(node);

/** The texts at a node that the user would see. */
const textsAt = (node: ts.Node): string[] => {
  if (ts.isJsxText(node)) return [node.text.trim()];
  if (ts.isJsxExpression(node) && isJsx(node.parent)) return literalsIn(node);
  if (ts.isJsxAttribute(node) && isNamed(node.name)) return literalsIn(node.initializer);
  if (ts.isPropertyAssignment(node) && isNamed(node.name)) return literalsIn(node.initializer);
  if (ts.isPropertyAccessExpression(node) && OUTSIDE_THE_LANGUAGE.test(node.name.text))
    return [node.name.text];
  return [];
};

type Options = {
  file?: string;
  /** Keys of translations: where only those are held, a component looks the text up. */
  keys?: readonly string[];
};

/** Texts in a source of the admin that no translation can change, as "line: text". */
export const hardCodedIn = (source: string, { file = 'page.tsx', keys = [] }: Options = {}): string[] => {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    found.push(
      ...textsAt(node)
        .filter((text) => hasLetters(text) && !(keys.includes(text) && !isJsx(node.parent)))
        .map((text) => `${line}: ${text}`)
    );
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
};
