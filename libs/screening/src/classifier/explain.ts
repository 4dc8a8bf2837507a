import { denseFeatures, denseNames } from './dense-features.js';
import type { DenseFeature } from './dense-features.js';
import type { FeatureList } from './feature-list.js';
import { blocks } from './feature-list.js';
import { shareOf } from './feature-vector.js';
import type { BlockScales } from './feature-vector.js';
import type { Features } from './features.js';
import type { Word } from './words-of.js';

type Finding = Readonly<{ words: string; pull: number }>;

const SHOWN = 5;
const LONGEST_QUOTE = 40;
/** A word counts to a phrase when it pulls at least this part of its loudest neighbour. */
const NEIGHBOUR = 0.3;
/** What pulls less than this part of the loudest finding is not worth a word. */
const FAINT = 0.08;

/** Features that say nothing a moderator could see. */
const UNTOLD: ReadonlySet<DenseFeature> = new Set([
  'bias',
  'hasName',
  'nameOneWord',
  'nameTwoWords',
  'veryShort',
  'short',
  'middling',
  'long',
  'question',
  'lines',
]);

/**
 * The findings that spoke loudest, in words: what was counted, and the words of the text, the name and the hosts by what all
 * their n-grams say together. At most five, the loudest first.
 */
export function explainFeatures(
  features: Features,
  scales: BlockScales,
  weightOf: (bucket: number) => number,
  denseOf: (index: number) => number,
): string[] {
  const pulls = blocks.map((block, at) =>
    pullsByOwner(features[block], shareOf(scales, at, features[block].length), weightOf),
  );
  const [words, characters, name, links] = pulls;
  const byWord = added(words, characters, features.textWords.length);
  const findings: Finding[] = [
    ...phrases(features.textWords, byWord, features.text),
    ...whole(name, (sum) => ({ words: `the name "${quoted(features.nameText)}"`, pull: sum })),
    ...features.hosts.map((host, at) => ({ words: `the address ${quoted(host)}`, pull: links?.[at] ?? 0 })),
    ...denseNames.flatMap((feature, at): Finding[] => {
      const value = features.dense[at] ?? 0;
      return value === 0 || UNTOLD.has(feature)
        ? []
        : [{ words: toldOf(feature, features), pull: value * denseOf(at) }];
    }),
  ];
  const loud = findings.filter(({ pull }) => pull > 0).toSorted((a, b) => b.pull - a.pull);
  const least = (loud[0]?.pull ?? 0) * FAINT;
  return [...new Set(loud.filter(({ pull }) => pull >= least).map((one) => one.words))].slice(0, SHOWN);
}

function pullsByOwner(list: FeatureList, share: number, weightOf: (bucket: number) => number): Float64Array {
  const pulls = new Float64Array(1 + Math.max(0, ...list.owners.subarray(0, list.length)));
  for (let at = 0; at < list.length; at++) {
    const owner = list.owners[at] ?? 0;
    pulls[owner] = (pulls[owner] ?? 0) + share * weightOf(list.buckets[at] ?? 0);
  }
  return pulls;
}

function added(one: Float64Array | undefined, other: Float64Array | undefined, length: number): Float64Array {
  return Float64Array.from({ length }, (_, at) => (one?.[at] ?? 0) + (other?.[at] ?? 0));
}

function whole(pulls: Float64Array | undefined, finding: (sum: number) => Finding): Finding[] {
  const sum = pulls?.reduce((total, pull) => total + pull, 0) ?? 0;
  return sum === 0 ? [] : [finding(sum)];
}

/** Loud words that stand side by side are one phrase, quoted as they were written. */
function phrases(words: readonly Word[], pulls: Float64Array, text: string): Finding[] {
  const found: Finding[] = [];
  const taken = new Set<number>();
  const loudest = [...pulls.keys()]
    .filter((at) => (pulls[at] ?? 0) > 0)
    .toSorted((a, b) => (pulls[b] ?? 0) - (pulls[a] ?? 0));
  for (const at of loudest) {
    if (found.length === SHOWN) break;
    if (taken.has(at) || words[at]?.text.charCodeAt(0) === 1) continue;
    const least = (pulls[at] ?? 0) * NEIGHBOUR;
    const joins = (other: number): boolean =>
      !taken.has(other) && (pulls[other] ?? 0) >= least && words[other]?.text.charCodeAt(0) !== 1;
    let [first, last] = [at, at];
    while (first > 0 && at - first < 4 && joins(first - 1)) first--;
    while (last + 1 < words.length && last - at < 4 && joins(last + 1)) last++;
    let pull = 0;
    for (let one = first; one <= last; one++) {
      taken.add(one);
      pull += pulls[one] ?? 0;
    }
    const quote = text.slice(words[first]?.start ?? 0, words[last]?.end ?? 0);
    found.push({ words: `"${quoted(quote)}"`, pull });
  }
  return found;
}

function quoted(text: string): string {
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  return plain.length > LONGEST_QUOTE ? `${plain.slice(0, LONGEST_QUOTE - 1)}…` : plain;
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

function toldOf(feature: DenseFeature, { textWords }: Features): string {
  if (feature !== 'sameHost' && feature !== 'twoLinks' && feature !== 'manyLinks') return denseFeatures[feature];
  const links = textWords.filter((word) => word.text === '\u0001url').length;
  const count = NUMBERS[links] ?? String(links);
  return feature === 'sameHost' ? `${count} links, several to one host` : `${count} links`;
}
