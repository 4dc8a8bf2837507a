import { oneOf, type Random } from '../seed/random.js';
import { foreignPitches, keywordNames, pitches, praise, slots } from './written-spam.js';

/** A made comment: what the patterns of `written-spam.ts` give. */
export interface MadeComment {
  readonly id: string;
  readonly text: string;
  readonly author?: string;
  readonly website?: string;
  /** The pattern it comes from: held back together. */
  readonly pattern: string;
}

const CHOICE = /\{([^{}]*)\}/;
const SLOT = /<([a-z]+)>/;
/** Choices and slots that are filled in one pattern; none has more. */
const MOST_STEPS = 200;

/** Fills a pattern: `{a|b}` by one of the choices, `<slot>` from the lists. */
export function fillPattern(pattern: string, random: Random): string {
  let text = pattern;
  for (let step = 0; step < MOST_STEPS; step++) {
    const slot = SLOT.exec(text);
    const choice = CHOICE.exec(text);
    if (slot) text = replaceAt(text, slot, fillSlot(slot[1] ?? '', random));
    else if (choice) text = replaceAt(text, choice, oneOf((choice[1] ?? '').split('|'), random));
    else break;
  }
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ([.,!?])/g, '$1')
    .trim();
}

/** Comments as spammers of blogs leave them: praise under a telling name, pitches with links, both in many dresses. */
export function* madeSpam(count: number, random: Random): Generator<MadeComment> {
  for (let at = 0; at < count; at++) {
    const kind = random();
    const pattern =
      kind < 0.4 ? oneOf(praise, random) : kind < 0.8 ? oneOf(pitches, random) : oneOf(foreignPitches, random);
    const isForeign = kind >= 0.8;
    const subject = isForeign ? fillPattern(pattern, random) : fillPattern(oneOf(keywordNames, random), random);
    const words = fillPattern(pattern, random);
    const isPraise = kind < 0.4;
    const isNamed = isPraise ? random() < 0.85 : random() < 0.5;
    const author = isNamed ? dressName(subject, random) : random() < 0.6 ? personName(random) : undefined;
    const hasWebsite = isPraise ? random() < 0.7 : random() < 0.4;
    const hasLink = isPraise ? !isNamed || random() < 0.35 : !words.includes('1-8') && random() < 0.75;
    const text = hasLink ? withLink(words, subject, random) : words;
    yield {
      id: `made:${at}`,
      text: dress(text, random),
      pattern,
      ...(author === undefined ? {} : { author }),
      ...(hasWebsite ? { website: address(subject, random) } : {}),
    };
  }
}

function replaceAt(text: string, match: RegExpExecArray, by: string): string {
  return text.slice(0, match.index) + by + text.slice(match.index + match[0].length);
}

function fillSlot(name: string, random: Random): string {
  if (name === 'phone') return phone(random);
  if (name === 'mail') return mailbox(random);
  return oneOf(slots[name] ?? [''], random);
}

function digits(count: number, random: Random): string {
  return Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
}

function phone(random: Random): string {
  const code = oneOf(['800', '844', '855', '866', '877', '888'], random);
  const [a, b, c] = [digits(3, random), digits(4, random), digits(5, random)];
  return oneOf(
    [
      `1-${code}-${a}-${b}`,
      `+1-${code}-${a}-${b}`,
      `1 ${code} ${a} ${b}`,
      `+1${code}${a}${b}`,
      `+234${c}${c}`,
      `+91-${c}${c}`,
      `+44 ${b} ${c}1`,
    ],
    random,
  );
}

function mailbox(random: Random): string {
  const host = oneOf(['gmail.com', 'gmail.com', 'yahoo.com', 'hotmail.com', 'outlook.com', 'protonmail.com'], random);
  const who = fillPattern(
    '{spell|hacker|loan|recovery|herbal|cyber|finance|crypto|temple}{home|expert|pro|firm|service|wizard|}',
    random,
  );
  return `${who}${digits(2, random)}@${host}`;
}

function personName(random: Random): string {
  return fillPattern('{<person>|<person>|<person> <person>son|<person>{123|88|2019|}}', random);
}

function dressName(name: string, random: Random): string {
  const kind = random();
  if (kind < 0.35) return name.toLowerCase();
  if (kind < 0.75) return name.replaceAll(/(?<=^|\s)\S/g, (letter) => letter.toUpperCase());
  return kind < 0.85 ? name.replaceAll(' ', '') : name;
}

function hostOf(subject: string, random: Random): string {
  const words = subject.toLowerCase().match(/[a-z\d]{2,}/g) ?? [];
  const kept = words.slice(0, 4);
  const name =
    kept.length === 0
      ? `${oneOf(['best', 'top', 'new', 'my'], random)}${digits(3, random)}`
      : kept.join(random() < 0.5 ? '-' : '');
  const prefix = random() < 0.3 ? oneOf(['the', 'best', 'my', 'get', 'buy', 'online-'], random) : '';
  return `${prefix}${name}.${oneOf(slots.tld ?? [], random)}`;
}

function address(subject: string, random: Random): string {
  const kind = random();
  const host = hostOf(subject, random);
  if (kind < 0.08)
    return `https://${oneOf(['bit.ly', 'goo.gl', 'tinyurl.com', 'cutt.ly', 'is.gd', 't.me'], random)}/${digits(2, random)}xYz${digits(2, random)}`;
  const path =
    kind < 0.55
      ? '/'
      : `/${subject.toLowerCase().replaceAll(/[^a-z\d]+/g, oneOf(['-', '_', ''], random))}${oneOf(['.html', '', '/', '.php'], random)}`;
  return `${random() < 0.6 ? 'http' : 'https'}://${random() < 0.4 ? 'www.' : ''}${host}${path}`;
}

function withLink(words: string, subject: string, random: Random): string {
  const url = address(subject, random);
  const kind = random();
  const anchor = random() < 0.7 ? subject : 'click here';
  if (kind < 0.4) return `${words} ${url}`;
  if (kind < 0.6) return `${words} <a href="${url}">${anchor}</a>`;
  if (kind < 0.68) return `${words} [url=${url}]${anchor}[/url]`;
  if (kind < 0.74)
    return `<a href="${url}">${anchor}</a>, [url=${url}]${anchor}[/url], [link=${url}]${anchor}[/link], ${url}`;
  if (kind < 0.82) return `${url} ${words}`;
  if (kind < 0.9) return `${words} ${subject} ${url}`;
  const more = Array.from({ length: 2 + Math.floor(random() * 3) }, () => {
    const other = fillPattern(oneOf(keywordNames, random), random);
    const link = address(other, random);
    return random() < 0.5 ? `<a href="${link}">${other}</a>` : `${other} ${link}`;
  });
  return [words, ...more].join(random() < 0.5 ? '\n' : ' ');
}

function dress(text: string, random: Random): string {
  const kind = random();
  if (kind < 0.12) return text.toLowerCase();
  if (kind < 0.15) return text.toUpperCase();
  return kind < 0.22 ? text.replaceAll(/[.!](?=\s|$)/g, '') : text;
}
