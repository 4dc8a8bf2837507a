import { foldCharacter } from './fold-character.js';
import type { FoldedCharacter } from './fold-character.js';

/** Letters and digits that fonts draw alike, beyond what folding already merges. */
const DRAWN_ALIKE: ReadonlyMap<string, string> = new Map([
  ['0', 'o'],
  ['1', 'l'],
  ['i', 'l'],
  ['з', '3'],
  ['ӡ', '3'],
  ['б', '6'],
]);

/** Signs that pass for letters: `$` anywhere, the others between two letters only (`Hello!` is no `Hellol`). */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['$', 's'],
  ['@', 'a'],
  ['!', 'l'],
  ['|', 'l'],
]);

/**
 * The skeleton of a name, after UTS #39 (reliability.md D16, A4): two names that look alike have equal skeletons. NFKC, lower
 * case, no accents, nothing invisible, no punctuation, spaces or signs; look-alikes of other scripts, `0`/`o`, `1`/`l`/`i`, `rn`/`m`
 * and `vv`/`w` are merged. A name of signs alone keeps them, so that not all of them are one. It is for comparing, never for showing.
 */
export function skeleton(name: string): string {
  const characters = Array.from(name).flatMap((character) => foldCharacter(character.codePointAt(0) ?? 0));
  const isMixed = characters.some(({ isLatin }) => isLatin);
  const letters = characters.map((_, at) => drawn(characters, at, isMixed)).join('');
  const merged = letters.replaceAll('rn', 'm').replaceAll('vv', 'w');
  return merged === '' ? signsOf(name) : merged;
}

function drawn(characters: readonly FoldedCharacter[], at: number, isMixed: boolean): string {
  const one = characters[at];
  if (!one || one.kind === 'gap' || one.kind === 'sign') return '';
  if (one.kind === 'disguise') {
    const isInside = isWordCharacter(characters[at - 1]) && isWordCharacter(characters[at + 1]);
    return isInside || one.character === '$' ? (SIGNS.get(one.character) ?? '') : '';
  }
  const character = isMixed ? one.besideLatin : one.character;
  return DRAWN_ALIKE.get(character) ?? character;
}

function isWordCharacter(character: FoldedCharacter | undefined): boolean {
  return character !== undefined && character.kind !== 'gap' && character.kind !== 'sign';
}

const UNSEEN = /[\p{Z}\p{Cf}\p{Cc}\u115f\u1160\u2800\u3164\uffa0\p{Variation_Selector}]/gu;

function signsOf(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(UNSEEN, '');
}
