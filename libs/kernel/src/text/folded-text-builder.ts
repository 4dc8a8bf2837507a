import type { CharacterKind } from './fold-character.js';
import type { PlacedCharacter } from './read-words.js';

/** The folded copy of a text. All arrays have one number for each UTF-16 unit of `folded`. */
export type FoldedText = Readonly<{
  folded: string;
  /** Where the character stands in the original text, in UTF-16 units. Never decreases. */
  toOriginal: Int32Array;
  /** Where it ends there, its squeezed repetitions included; exclusive. */
  originalEnds: Int32Array;
  /** How many equal characters in a row it stands for. */
  runs: Int32Array;
  /** 1 where a word may begin. Has one number more than `folded`: the end of the text is a boundary. */
  boundaries: Uint8Array;
  /** Whether a `1`, `!` or `|` was read as a letter, so that the other reading may differ. */
  readsOne: boolean;
}>;

const GAP = ' ';

/** Puts folded characters together: gaps become one space, repeated letters one letter, and boundaries are marked. */
export class FoldedTextBuilder {
  private folded = '';
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private readonly runs: number[] = [];
  private readonly boundaries: number[] = [];
  private last: { character: string; kind: CharacterKind; isUnspaced: boolean } = {
    character: '',
    kind: 'gap',
    isUnspaced: false,
  };

  constructor(private readonly readsOne: boolean) {}

  /** Adds the next character of the text. */
  add(one: PlacedCharacter): void {
    const character = one.kind === 'gap' ? GAP : one.character;
    if (character === this.last.character && one.kind !== 'digit' && this.runs.length > 0) {
      this.repeat(character.length, one);
      return;
    }
    const isBoundary =
      one.isBoundary || one.isUnspaced || this.last.isUnspaced || one.kind === 'gap' || this.changesKind(one.kind);
    for (let unit = 0; unit < character.length; unit++) {
      this.starts.push(one.start);
      this.ends.push(one.end);
      this.runs.push(1);
      this.boundaries.push(unit === 0 && isBoundary ? 1 : 0);
    }
    this.folded += character;
    this.last = { character, kind: one.kind, isUnspaced: one.isUnspaced };
  }

  /** The folded text as it stands. */
  build(): FoldedText {
    return {
      folded: this.folded,
      toOriginal: Int32Array.from(this.starts),
      originalEnds: Int32Array.from(this.ends),
      runs: Int32Array.from(this.runs),
      boundaries: Uint8Array.from([...this.boundaries, 1]),
      readsOne: this.readsOne,
    };
  }

  private repeat(units: number, one: PlacedCharacter): void {
    for (let unit = this.runs.length - units; unit < this.runs.length; unit++) {
      this.runs[unit] = (this.runs[unit] ?? 0) + 1;
      this.ends[unit] = one.end;
    }
  }

  private changesKind(kind: CharacterKind): boolean {
    return this.last.kind === 'gap' || (this.last.kind === 'sign') !== (kind === 'sign');
  }
}
