import { plainText, renderMarkdown } from '#discussion';
import { textKey } from '#screening';
import { oneOf, type Random } from './random.js';

/** A text of a made-up comment, with all that is stored of it. */
export interface SeedText {
  readonly body: string;
  readonly html: string;
  /** What its fingerprint is taken of. */
  readonly key: string;
}

const SUBJECTS = `the author|the editor|my neighbour|the harbour board|this paragraph|the second figure|our school|the council|a reader above|the old map
|the survey|the ferry company|the library|the graph|nobody here|the whole debate|the winter of my childhood|the headline|the last section|the interview`;
const VERBS = `misses|explains|repeats|overlooks|describes|changes|supports|questions|measures|forgets|answers|simplifies|confirms|contradicts|remembers`;
const OBJECTS = `the point|the cost of the ice road|what happened in March|the older numbers|the people who work there|a much simpler reason|the first report
|the weather that year|half of the evidence|the price of fish|what we all saw|the difference between the two towns|the letters from 1963|the plan|an honest mistake`;
const TAILS = `, as far as I can tell|, and I was there|, which surprised me|, if the tables are right|, at least in our street|, and that is worth a second look
|, though not for the reason given|, every single year|, whatever the minutes say||||`;
const OPENINGS = `I think |To be fair, |Honestly, |Perhaps |Then again, |In my experience |As somebody said before, ||||`;
const ENDS = ['.', '.', '.', '!', '?'];
const POOL = 700;
const SHORT = 0.2;

const words = (list: string): readonly string[] => list.replaceAll('\n', '').split('|');
const parts = {
  openings: words(OPENINGS),
  subjects: words(SUBJECTS),
  verbs: words(VERBS),
  objects: words(OBJECTS),
  tails: words(TAILS),
};

/**
 * Made-up comments from a small list of words. Every text is one or two blocks out of two pools; each block is rendered and folded
 * once, so a million texts cost a few thousand renderings, and half a million of them differ.
 */
export class SeedTexts {
  private readonly first: readonly SeedText[];
  private readonly second: readonly SeedText[];

  constructor(private readonly random: Random) {
    this.first = Array.from({ length: POOL }, () => blockOf(paragraph(random)));
    this.second = Array.from({ length: POOL }, () => blockOf(decorated(paragraph(random), random)));
  }

  /** The next text. */
  next(): SeedText {
    const first = oneOf(this.first, this.random);
    if (this.random() < SHORT) return first;
    const second = oneOf(this.second, this.random);
    return {
      body: `${first.body}\n\n${second.body}`,
      html: first.html + second.html,
      key: `${first.key} ${second.key}`,
    };
  }
}

function blockOf(body: string): SeedText {
  return { body, html: renderMarkdown(body).html, key: textKey(plainText(body)) };
}

function paragraph(random: Random): string {
  const sentences = 1 + Math.floor(random() * 4);
  return Array.from({ length: sentences }, () => sentence(random)).join(' ');
}

function sentence(random: Random): string {
  const { openings, subjects, verbs, objects, tails } = parts;
  const text = `${oneOf(openings, random)}${oneOf(subjects, random)} ${oneOf(verbs, random)} ${oneOf(objects, random)}`;
  const whole = `${text}${oneOf(tails, random)}${oneOf(ENDS, random)}`;
  return whole.charAt(0).toUpperCase() + whole.slice(1);
}

function decorated(text: string, random: Random): string {
  const chance = random();
  if (chance < 0.08) return `> ${text}`;
  if (chance < 0.14) return `- ${text}\n- ${sentence(random)}`;
  return chance < 0.24 ? text.replace(/ (\w+)([.!?])$/u, ' *$1*$2') : text;
}
