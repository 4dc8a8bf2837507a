/** One comment of a flood, with what it is. */
export interface FloodText {
  readonly label: 'duplicate' | 'near-duplicate' | 'link-spam';
  readonly body: string;
}

/** A way to choose that is the same in every run: mulberry32. */
export class Seeded {
  constructor(private state: number) {}

  /** From 0 to below 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  of<Value>(list: readonly [Value, ...Value[]]): Value {
    return list[Math.floor(this.next() * list.length)] ?? list[0];
  }
}

type Words = readonly [string, ...string[]];

const HOOKS: Words = [
  'I made {sum} last month working from my kitchen',
  'My sister earns {sum} a week with this one simple trick',
  'Doctors hate this: lose {kilos} kilos without any diet',
  'Cheap {brand} watches and bags, shipped for free',
  'Need a loan of {sum}? No papers, money on your account today',
  'A spell caster brought my husband back within {kilos} hours',
  'Double your bitcoin: send 0.1 and get 0.2 back, {sum} paid out already',
  'Play at the best online casino and get {sum} as a welcome bonus',
  'Buy followers and likes, {kilos}00 for the price of a coffee',
  'Original {brand} pills without prescription, discreet parcel',
];
const ENDS: Words = [
  'Write to me on the messenger, plus one {kilos}55 0134.',
  'See my profile for how it works.',
  'Only today, only {kilos} places left.',
  'Ask for Mister Gold, he is honest and helped my whole family.',
  'Thank me later.',
];
const LINKS: Words = [
  'https://{brand}-outlet.example/sale?ref={kilos}',
  'https://bit.ly/{brand}{kilos}',
  'http://203.0.113.{kilos}/win',
  '[the article](https://casino-{brand}.example/bonus)',
  'https://{brand}.shop.example/a https://{brand}.shop.example/b https://{brand}.shop.example/c',
];
const SUMS: Words = ['$7,400', '$12,000', '$985', '€3,100', '£5,250'];
const BRANDS: Words = ['rolesse', 'guccini', 'pradana', 'viagrin', 'omegga'];
const FILLERS: Words = ['really', 'honestly', 'friends', 'today', 'wow', 'guys', 'finally', 'believe me'];

/** Texts of a flood of spam, written from templates: the same for the same seed, a third of each label. */
export function spamFlood(count: number, seed = 1): FloodText[] {
  const random = new Seeded(seed);
  const filled = (template: string): string =>
    template
      .replaceAll('{sum}', random.of(SUMS))
      .replaceAll('{brand}', random.of(BRANDS))
      .replaceAll('{kilos}', String(2 + Math.floor(random.next() * 90)));
  const whole = (): string => `${filled(random.of(HOOKS))}. ${filled(random.of(ENDS))}`;
  const copied: Words = [whole(), whole(), whole()];
  const nearly: Words = [whole(), whole(), whole(), whole()];
  const kinds: readonly (() => FloodText)[] = [
    () => ({ label: 'duplicate', body: random.of(copied) }),
    () => ({ label: 'near-duplicate', body: withFiller(random.of(nearly), random) }),
    () => ({ label: 'link-spam', body: `${filled(random.of(HOOKS))}: ${filled(random.of(LINKS))}` }),
  ];
  return Array.from({ length: count }, (_, at) => (kinds[at % kinds.length] as () => FloodText)());
}

/** The same text with a word more somewhere, and another case here and there. */
function withFiller(text: string, random: Seeded): string {
  const words = text.split(' ');
  words.splice(Math.floor(random.next() * words.length), 0, random.of(FILLERS));
  return words.map((word) => (random.next() < 0.1 ? word.toUpperCase() : word)).join(' ');
}
