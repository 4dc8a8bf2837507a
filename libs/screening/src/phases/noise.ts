import type { ScreeningFacts } from '../facts.js';
import { measureNoise } from '../noise/measure-noise.js';
import type { Noise } from '../noise/measure-noise.js';
import { looksMashed } from '../noise/keyboard-mash.js';
import { noOpinion, reaches } from '../phase.js';
import type { Phase, PhaseResult } from '../phase.js';
import type { Rules } from '../rules.js';

/** Texts that make more noise than they say: capitals, repetitions, walls of emoji, struck keys. Read as shown, without markup. */
export const noise: Phase = { name: 'noise', stage: 'fast', judge };

function judge({ comment, author }: ScreeningFacts, { noise: rules }: Rules): PhaseResult {
  const measured = measureNoise(comment.text);
  const found = [...loudness(measured, rules), ...mash(measured, author.name, rules)];
  if (found.length === 0) return noOpinion;
  return { verdict: 'hold', reason: 'noise', detail: { kinds: found.length }, explanation: `${found.join('; ')}.` };
}

function loudness({ capitals, longestRun, emoji, words }: Noise, rules: Rules['noise']): string[] {
  const percent = Math.round(capitals * 100);
  return [
    ...(reaches(percent, rules.capitals) ? [`${percent} % of its letters are capitals`] : []),
    ...(reaches(longestRun, rules.repeated) ? [`one character or word stands ${longestRun} times in a row`] : []),
    ...(reaches(emoji, rules.emoji) && emoji > words ? [`${emoji} emoji beside ${words} words`] : []),
  ];
}

function mash({ mashed }: Noise, name: string, { mash: action }: Rules['noise']): string[] {
  if (action === 'off') return [];
  const isName = name.split(' ').some(looksMashed);
  return [
    ...(mashed === undefined ? [] : [`"${mashed}" looks like struck keys`]),
    ...(isName ? ['the name looks like struck keys'] : []),
  ];
}
