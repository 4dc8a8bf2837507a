import { describe, expect, it } from 'vitest';
import { TextNotAllowed } from '../discussion.errors.js';
import { cleanBody } from './clean-body.js';
import { disallowedNodes } from './html-check.js';
import { renderMarkdown } from './render-markdown.js';

const SIZE = 10_000;

/** Texts on which Markdown readers are known to take quadratic time or to recurse (reliability.md A21, V44). */
const units = [
  ...[
    '*',
    '_',
    '**a ',
    '*a **a ',
    'a**b',
    '~~',
    '~~a ',
    '`',
    '`a``',
    '[',
    ']',
    '[](',
    '[a](',
    '[a](<',
    '![',
    '![a](',
    '<',
    '<a ',
    '<!--',
  ],
  ...[
    '<?',
    '<![CDATA[',
    '&',
    '&#',
    '&amp;',
    '\\',
    '\\*',
    'a@b.com\n',
    'https://',
    'https://a.b/(',
    'mailto:',
    'http://a@',
    '> ',
    '>',
  ],
  ...['- ', '1. ', '* * ', '# ', '```\n', '    a\n', '|a', '\t', '- a\n  ', '"', '((', '\u0301', '👩‍👩‍👧', '\u200d', 'é'],
];

const attempt = (typed: string): string | Error => {
  try {
    return renderMarkdown(cleanBody(typed)).html;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
};

describe('ten thousand characters of one pattern', () => {
  it.each(units)('%j is rendered or refused', (unit) => {
    const points = Array.from(unit.repeat(Math.ceil(SIZE / Array.from(unit).length))).slice(0, SIZE);
    const outcome = attempt(points.join(''));
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(TextNotAllowed);
    else expect(disallowedNodes(outcome)).toEqual([]);
    expect(outcome).not.toBe('');
  });

  it('covers at least forty patterns', () => {
    expect(new Set(units).size).toBeGreaterThanOrEqual(40);
  });
});
