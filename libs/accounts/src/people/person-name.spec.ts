import { describe, expect, it } from 'vitest';
import { graphemeLength } from '#kernel';
import { InvalidName } from '../accounts.errors.js';
import { MAX_NAME_LENGTH, numberedName, personName } from './person-name.js';
import { isReservedName } from './reserved-names.js';

const family = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}';

describe(personName.name, () => {
  it.each([
    ['as typed', 'Ada Lovelace', 'Ada Lovelace'],
    ['spaces around and inside', '  Ada \t\n  Lovelace ', 'Ada Lovelace'],
    ['one letter', 'A', 'A'],
    ['40 visible characters of many code points', family.repeat(40), family.repeat(40)],
    ['zero-width characters', 'A\u200bda', 'Ada'],
    ['bidi controls', '\u202eadA\u202c', 'adA'],
    ['another script', 'Владимир', 'Владимир'],
    ['digits', '1984', '1984'],
  ])('takes %s', (_label, typed, name) => {
    expect(personName(typed).name).toBe(name);
  });

  it.each([
    ['nothing', ''],
    ['spaces', ' \t\n\u00a0\u3000'],
    ['invisible characters', '\u200b\u2060\u202e'],
    ['41 characters', 'x'.repeat(41)],
    ['a NUL', 'Ada\0'],
    ['a lone surrogate', 'Ada\ud800'],
  ])('refuses %s', (_label, typed) => {
    expect(() => personName(typed)).toThrow(InvalidName);
  });
});

describe(numberedName.name, () => {
  it.each([
    ['Ada', 2, 'Ada 2'],
    ['x'.repeat(40), 12, `${'x'.repeat(37)} 12`],
    [`${'x'.repeat(37)} yz`, 2, `${'x'.repeat(37)} 2`],
  ])('puts a number behind %s', (typed, number, name) => {
    expect(numberedName(personName(typed), number).name).toBe(name);
  });

  it('cuts between characters and stays within the limit', () => {
    const { name } = numberedName(personName(family.repeat(40)), 3);
    expect(name).toBe(`${family.repeat(38)} 3`);
    expect(graphemeLength(name)).toBe(MAX_NAME_LENGTH);
  });
});

describe(isReservedName.name, () => {
  it.each([
    'admin',
    'ADMIN',
    'Adm1n',
    'Аdmin',
    'a d m i n',
    'admin.',
    '\uff41\uff44\uff4d\uff49\uff4e',
    'M\u00f6derator',
    'rnoderator',
    'St@ff',
    'Site-Admin',
  ])('keeps %s for the site', (typed) => {
    expect(isReservedName(personName(typed).nameKey)).toBe(true);
  });

  it.each(['Ada', 'Adminda', 'Modesty', 'Stafford', 'Editorius'])('leaves %s free', (typed) => {
    expect(isReservedName(personName(typed).nameKey)).toBe(false);
  });

  it('keeps what else it is told, e.g. the name of the site', () => {
    expect(isReservedName(personName('The Lindh0lm Herald').nameKey, ['The Lindholm Herald'])).toBe(true);
    expect(isReservedName(personName('The Lindholm Reader').nameKey, ['The Lindholm Herald'])).toBe(false);
  });
});
