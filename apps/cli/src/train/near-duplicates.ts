/** Texts whose MinHash estimates and real Jaccard similarity reach this are one (data/README.md section 6). */
const ALIKE = 0.8;
const BANDS = 8;
const ROWS = 4;
const GRAM = 5;
const SHORTEST = 20;

/** A text without what differs between copies: case, digits, addresses, punctuation. */
export function plainForm(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/https?:\/\/\S+/g, 'u')
    .replaceAll(/\d+/g, '0')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** For each text the index of the first text of its cluster of near-duplicates. */
export function clusterTexts(texts: readonly string[]): number[] {
  const parent = texts.map((_, at) => at);
  const root = (at: number): number => {
    let one = at;
    while (parent[one] !== one) one = parent[one] ?? one;
    return one;
  };
  const join = (one: number, other: number): void => {
    const [a, b] = [root(one), root(other)];
    parent[Math.max(a, b)] = Math.min(a, b);
  };
  const equal = new Map<string, number>();
  const bands = Array.from({ length: BANDS }, () => new Map<string, number>());
  const grams = new Map<number, ReadonlySet<number>>();
  texts.forEach((text, at) => {
    const form = plainForm(text);
    const known = equal.get(form);
    if (known !== undefined) return join(known, at);
    if (form !== '') equal.set(form, at);
    if (form.length < SHORTEST) return;
    const own = gramsOf(form);
    grams.set(at, own);
    const signature = signatureOf(own);
    bands.forEach((band, index) => {
      const key = signature.subarray(index * ROWS, (index + 1) * ROWS).join();
      const other = band.get(key);
      if (other === undefined) band.set(key, at);
      else if (jaccard(own, grams.get(other) ?? new Set()) >= ALIKE) join(other, at);
    });
  });
  return texts.map((_, at) => root(at));
}

function gramsOf(form: string): Set<number> {
  const grams = new Set<number>();
  for (let at = 0; at + GRAM <= form.length; at++) grams.add(hashOf(form.slice(at, at + GRAM)));
  return grams;
}

function signatureOf(grams: ReadonlySet<number>): Uint32Array {
  const signature = new Uint32Array(BANDS * ROWS).fill(0xffffffff);
  for (const gram of grams) {
    for (let at = 0; at < signature.length; at++) {
      const mixed = mixedHash(gram ^ Math.imul(at, 0x9e3779b9));
      if (mixed < (signature[at] ?? 0)) signature[at] = mixed;
    }
  }
  return signature;
}

function jaccard(one: ReadonlySet<number>, other: ReadonlySet<number>): number {
  let both = 0;
  for (const gram of one) if (other.has(gram)) both++;
  return both / Math.max(1, one.size + other.size - both);
}

/** FNV-1a with its bits mixed: which fold a group falls into must not depend on its last letter alone. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mixedHash(hash);
}

function mixedHash(hash: number): number {
  let mixed = hash ^ (hash >>> 15);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  return Math.imul(mixed, 0xc2b2ae35) >>> 0;
}
