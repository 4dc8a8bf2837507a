import { describe, expect, it } from 'vitest';
import { Refused } from '../service/refused.js';
import { loadMoreWords, loadWords } from './load-words.js';
import { refusalText, type Words } from './words.js';

const LANGUAGES = ['en', 'fr', 'es', 'de', 'ru'];
/** The same in more than one language. */
const SHARED = new Set(['E-mail', 'Name', 'Question', '0', '1']);

/** Every text of a tree of words by its path; what counts is asked for two numbers. */
function texts(tree: object, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree) as [string, unknown][]) {
    const here = `${path}.${key}`;
    if (typeof value === 'string') found.set(here, value);
    else if (typeof value === 'function') {
      const say = value as (one: number, other: string) => unknown;
      for (const count of [1, 5]) found.set(`${here}(${count})`, String(say(count, 'X')));
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, text] of texts(value, here)) found.set(name, text);
    }
  }
  return found;
}

async function all(language: string): Promise<Map<string, string>> {
  const words = await loadWords(language);
  return texts({ ...words, more: await loadMoreWords(words) });
}

describe('the words of the embed', () => {
  it.each(LANGUAGES)('are complete in %s', async (language) => {
    const words = await loadWords(`${language.toUpperCase()}-XX`);
    expect(words.language).toBe(language);
    for (const [path, text] of await all(language)) expect(text.trim(), path).not.toBe('');
  });

  it.each(LANGUAGES.slice(1))('are all %s, and none is left in English', async (language) => {
    const english = await all('en');
    const theirs = await all(language);
    const left = [...english].filter(([path, text]) => {
      const isNumber = path.includes('.number(') || path === '.language';
      return !isNumber && !SHARED.has(text) && theirs.get(path) === text;
    });
    expect(left).toEqual([]);
    expect([...english.keys()].filter((path) => !theirs.has(path))).toEqual([]);
  });

  it.each([
    ['en', { 0: '0 comments', 1: '1 comment', 2: '2 comments', 1000: '1,000 comments' }],
    ['fr', { 0: '0 commentaire', 1: '1 commentaire', 2: '2 commentaires' }],
    ['es', { 0: '0 comentarios', 1: '1 comentario', 2: '2 comentarios' }],
    ['de', { 0: '0 Kommentare', 1: '1 Kommentar', 2: '2 Kommentare', 1000: '1.000 Kommentare' }],
    [
      'ru',
      {
        0: '0 комментариев',
        1: '1 комментарий',
        2: '2 комментария',
        5: '5 комментариев',
        11: '11 комментариев',
        21: '21 комментарий',
        22: '22 комментария',
        112: '112 комментариев',
      },
    ],
  ] as const)('count as %s does', async (language, counts) => {
    const { heading } = await loadWords(language);
    for (const [count, text] of Object.entries(counts)) expect(heading(Number(count))).toBe(text);
  });

  it('count millions as French does', async () => {
    expect((await loadWords('fr')).heading(1_000_000)).toMatch(/de commentaires$/);
  });

  it('are English for a language that is not there', async () => {
    for (const tag of ['ar', 'xx-YY', '', '__proto__', 'constructor'])
      expect((await loadWords(tag)).language).toBe('en');
  });

  it('say a refusal in the reader’s language, in the service’s own words where there are none, and add what a moderator wrote', async () => {
    const german: Words = await loadWords('de');
    expect(refusalText(german, new Refused('thread_locked', 'Locked.'))).toMatch(/^Die Moderation/);
    expect(refusalText(german, new Refused('new_code', 'Do this.'))).toBe('Do this.');
    expect(refusalText(german, new Refused('unreachable'))).toBe(german.failed);
    expect(refusalText(german, new Refused('sanctioned', 'x', { text: 'Bis Montag.' }))).toMatch(
      /mitzumachen\. Bis Montag\.$/,
    );
    expect(refusalText(await loadWords('en'), new Refused('thread_locked', 'Locked.'))).toBe('Locked.');
  });
});
