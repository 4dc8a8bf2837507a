import type { Section } from '#contracts';
import type { Span } from './locate.js';
import { squash, squashUnit } from './squash.js';
import { isOutside } from './text-root.js';

const BLOCKS = 'p,li,h1,h2,h3,h4,h5,h6,blockquote,pre,td,th,dt,dd,figcaption,div,section,article,main,body';
const HEADINGS = /^H[1-6]$/;
/** How long is worked before the page may do something else: half of what a frame has. */
const SLICE_MS = 8;
/** Code points of context on either side (W3C Web Annotation, TextQuoteSelector). */
const CONTEXT = 32;

interface Piece {
  readonly node: Text;
  readonly block: Element | null;
  /** Where it begins in the squashed text. */
  readonly start: number;
}

/** A section as it stands in the page. */
interface PlacedSection {
  readonly id: string;
  readonly heading: Element;
  readonly start: number;
}

/** The text of an article in a page, squashed, with the way back to its nodes. */
export class PageText {
  text = '';
  private readonly pieces: Piece[] = [];
  private readonly headings: { readonly element: Element; readonly start: number }[] = [];
  private placed: PlacedSection[] = [];
  /** For each unit of the squashed text its offset in its node. */
  private readonly offsets: number[] = [];

  private constructor(readonly root: Element) {}

  /** Reads the page; gives way to it between slices. */
  static async read(root: Element): Promise<PageText> {
    const page = new PageText(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
      node instanceof Element && isOutside(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    const parts: string[] = [];
    const pace = pacer();
    let length = 0;
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node instanceof Element) {
        if (HEADINGS.test(node.tagName)) page.headings.push({ element: node, start: length });
        continue;
      }
      const block = node.parentElement?.closest(BLOCKS) ?? null;
      page.pieces.push({ node: node as Text, block, start: length });
      const { data } = node as Text;
      for (let at = 0; at < data.length; at++) {
        const squashed = squashUnit(data.charAt(at));
        if (squashed === '') continue;
        parts.push(squashed);
        for (let unit = 0; unit < squashed.length; unit++) page.offsets.push(at);
        length += squashed.length;
      }
      await pace();
    }
    page.text = parts.join('');
    return page;
  }

  /** Finds the article's sections by their headings, in their order: of ten alike each is its own. */
  place(sections: readonly Section[]): void {
    let from = 0;
    this.placed = [];
    for (const section of [...sections].sort((one, other) => one.position - other.position)) {
      const heading = squash(section.heading);
      const at = this.headings.findIndex(
        ({ element }, index) => index >= from && squash(element.textContent) === heading,
      );
      const found = this.headings[at];
      if (found === undefined) continue;
      from = at + 1;
      this.placed.push({ id: section.id, heading: found.element, start: found.start });
    }
  }

  /** The headings of the sections that are in the page. */
  get sections(): readonly PlacedSection[] {
    return this.placed;
  }

  /** Where a section stands; all of the text for one that is not in the page, and for none. */
  spanOf(sectionId: string | undefined): Span {
    const at = this.placed.findIndex(({ id }) => id === sectionId);
    const here = this.placed[at];
    if (here === undefined) return { start: 0, end: this.text.length };
    return { start: here.start, end: this.placed[at + 1]?.start ?? this.text.length };
  }

  /** A part of the text as the page has it. */
  rangeOf({ start, end }: Span): Range | undefined {
    const first = this.pieceAt(start);
    const last = this.pieceAt(end - 1);
    if (first === undefined || last === undefined) return undefined;
    try {
      const range = document.createRange();
      range.setStart(first.node, this.offsets[start] ?? 0);
      range.setEnd(last.node, (this.offsets[end - 1] ?? 0) + 1);
      return range;
    } catch {
      // The page has changed since it was read, and will be read again.
      return undefined;
    }
  }

  /** What a reader has selected, with its surroundings and its section; nothing where it is no text of the article. */
  quoteOf(range: Range): { exact: string; prefix: string; suffix: string; sectionId?: string } | undefined {
    const touched = this.pieces.filter(({ node }) => range.intersectsNode(node));
    const [first] = touched;
    // A passage stands in one section: of a longer selection the part in the first is meant.
    const end = this.placed.find(({ start }) => start > (first?.start ?? 0))?.start ?? Infinity;
    const inside = touched.filter(({ start }) => start < end);
    const last = inside.at(-1);
    if (first === undefined || last === undefined) return undefined;
    const from = first.node === range.startContainer ? range.startOffset : 0;
    const to = last.node === range.endContainer ? range.endOffset : last.node.length;
    const exact = joined(inside, (piece, data) =>
      data.slice(piece === first ? from : 0, piece === last ? to : data.length),
    ).trim();
    if (exact === '') return undefined;
    const at = this.pieces.indexOf(first);
    const after = this.pieces.indexOf(last);
    const prefix = joined(this.pieces.slice(Math.max(0, at - 8), at + 1), (piece, data) =>
      piece === first ? data.slice(0, from) : data,
    );
    const suffix = joined(this.pieces.slice(after, after + 9), (piece, data) =>
      piece === last ? data.slice(to) : data,
    );
    const section = this.placed.filter(({ start }) => start <= first.start).at(-1);
    return {
      exact,
      prefix: Array.from(prefix).slice(-CONTEXT).join(''),
      suffix: Array.from(suffix).slice(0, CONTEXT).join(''),
      ...(section === undefined ? {} : { sectionId: section.id }),
    };
  }

  private pieceAt(position: number): Piece | undefined {
    let [low, high] = [0, this.pieces.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.pieces[middle]?.start ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return position < 0 || position >= this.text.length ? undefined : this.pieces[low];
  }
}

/** Makes what lets the page draw and answer, whenever it has waited for long enough. */
export function pacer(): () => Promise<void> | undefined {
  let begun = performance.now();
  return () => {
    if (performance.now() - begun < SLICE_MS) return undefined;
    return new Promise((resolve) =>
      setTimeout(() => {
        begun = performance.now();
        resolve();
      }),
    );
  };
}

/** Pieces of text as one, with a space between blocks and one for every run of white space. */
function joined(pieces: readonly Piece[], cut: (piece: Piece, data: string) => string): string {
  let text = '';
  let block: Element | null | undefined;
  for (const piece of pieces) {
    if (block !== undefined && piece.block !== block) text += ' ';
    ({ block } = piece);
    text += cut(piece, piece.node.data);
  }
  return text.replace(/\s+/gu, ' ');
}
