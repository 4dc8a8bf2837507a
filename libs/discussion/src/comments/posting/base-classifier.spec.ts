import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { type ClassifierInput, compileRules, decodeModel, defaultRules, ModelFileError, screen } from '#screening';
import { baseClassifier, classifierOf } from './base-classifier.js';
import { abuse, honest, spam } from './some-verdicts.fixture.js';

const { holdFrom, abuseHoldFrom } = defaultRules.classifier;
const MODEL = new URL('../../../../screening/model/', import.meta.url);
const file = readFileSync(new URL('base-model.bin', MODEL));

/** What the default thresholds make of a text. */
function verdictOn(input: ClassifierInput): 'spam' | 'abuse' | 'good' {
  const scores = baseClassifier().score(input);
  if (scores.spam >= holdFrom) return 'spam';
  return scores.abuse >= abuseHoldFrom ? 'abuse' : 'good';
}

/** A text with its words changed and its addresses as they are. */
function withWords(text: string, change: (word: string) => string): string {
  return text
    .split(/(\s+)/)
    .map((word) => (/[./@<[]\S|^\s*$/.test(word) ? word : change(word)))
    .join('');
}

const LEET: Readonly<Record<string, string>> = { a: '4', e: '3', i: '1', o: '0' };
const leet = (word: string): string =>
  word.length < 5
    ? word
    : word.slice(0, 1) + word.slice(1, -1).replace(/[aeio]/, (letter) => LEET[letter] ?? letter) + word.slice(-1);
const joined = (word: string, by: string): string => Array.from(word).join(by);
const longest = (text: string): string =>
  text.split(/[^a-z]+/i).reduce((one, other) => (other.length > one.length ? other : one));

const disguises: readonly [string, (text: string) => string][] = [
  ['in capitals', (text) => withWords(text, (word) => word.toUpperCase())],
  ['with digits for letters', (text) => withWords(text, leet)],
  ['with invisible characters', (text) => withWords(text, (word) => joined(word, '\u200b'))],
  [
    'with full-width letters',
    (text) =>
      withWords(text, (word) =>
        word.replace(/[a-z]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)),
      ),
  ],
  ['with a spaced-out word', (text) => withWords(text, (word) => (word === longest(text) ? joined(word, ' ') : word))],
];

describe('the model that ships', () => {
  it.each(honest)('lets pass: $text', (input) => {
    expect(verdictOn(input)).toBe('good');
  });

  it.each(spam)('finds spam: $text', (input) => {
    expect(verdictOn(input)).toBe('spam');
  });

  it.each(abuse)('finds abuse: $text', (input) => {
    expect(verdictOn(input)).toBe('abuse');
  });

  describe.each(disguises)('is not led astray by texts %s', (_case, change) => {
    it.each(spam)('$text', (input) => {
      expect(verdictOn({ ...input, text: change(input.text) })).toBe('spam');
    });
  });

  it.each(honest)('does not call shouting spam: $text', (input) => {
    expect(verdictOn({ ...input, text: input.text.toUpperCase() })).not.toBe('spam');
  });

  it.each([
    ['cut short', file.subarray(0, -1)],
    ['cut in the middle', file.subarray(0, file.length / 2)],
    ['altered', Buffer.concat([file.subarray(0, 5000), Buffer.from([(file[5000] ?? 0) ^ 1]), file.subarray(5001)])],
  ])('is refused when it was %s', (_case, bytes) => {
    expect(() => decodeModel(bytes)).toThrow(ModelFileError);
  });

  it('is the one that its provenance speaks of', () => {
    const provenance = JSON.parse(readFileSync(new URL('provenance.json', MODEL), 'utf8')) as { model: string };
    expect(decodeModel(file).version).toBe(provenance.model);
  });

  it('takes its weights once and no more: below 9.5 MB, from a file below 4 MB', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const taken = (): number => {
      collect();
      return process.memoryUsage().arrayBuffers;
    };
    const before = taken();
    const model = decodeModel(file);
    expect(taken() - before).toBeLessThan(9.5e6);
    expect(model.hashed.length).toBeGreaterThan(0);
    expect(file.length).toBeLessThan(4e6);
  });
});

describe(classifierOf, () => {
  it('goes on without a model that cannot be read, says so once, and lets nothing be public that it should have judged', () => {
    const told: string[] = [];
    const broken = classifierOf(
      () => decodeModel(file.subarray(0, 1000)),
      (line) => told.push(line),
    );
    const facts = {
      comment: {
        body: 'A plain remark.',
        text: 'A plain remark.',
        links: [],
        language: 'en',
        isReply: false,
        isEdit: false,
      },
      author: { kind: 'account', name: 'Anna', approvedCount: 9, isTrusted: false },
      place: { mode: 'open', moderation: 'post' },
    } as const;
    const verdictBy = (learnt: typeof broken) =>
      screen(facts, compileRules(defaultRules, learnt), { stages: ['fast'] }, () => 0);
    expect(verdictBy(baseClassifier()).verdict).toBe('publish');
    expect(verdictBy(broken)).toMatchObject({ verdict: 'hold', reasons: ['phase_failed'] });
    expect(told).toEqual([expect.stringContaining('cut short')]);
  });
});
