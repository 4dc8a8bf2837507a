import type { AskedPassage } from './asked-passages.js';
import type { BlockKind } from './parsed-article.js';

/** A heading whose text is still being gathered. */
export interface OpenHeading {
  level: number;
  id: string | undefined;
  /** Where its element lies in the stack. */
  index: number;
}

/** One open element with what it hands down to everything inside it. */
export interface OpenElement {
  tag: string;
  kind: BlockKind;
  hidden: boolean;
  /** Inside `svg` or `math`, where HTML's rules do not hold. */
  foreign: boolean;
  heading: OpenHeading | undefined;
  /** What it asks of the text it holds. */
  asks: AskedPassage | undefined;
  /** Index of the nearest block element at or above this one; -1 for none. */
  blockIndex: number;
  /** Index of the nearest scope element at or above this one; -1 for none. */
  scopeIndex: number;
}

const ROOT: OpenElement = {
  tag: '',
  kind: 'paragraph',
  hidden: false,
  foreign: false,
  heading: undefined,
  asks: undefined,
  blockIndex: -1,
  scopeIndex: -1,
};

/**
 * The stack of open elements. Every question is answered in constant time and every element is popped once, so that hostile
 * nesting costs no more than its length.
 */
export class OpenElements {
  readonly #stack: OpenElement[] = [];
  readonly #indexes = new Map<string, number[]>();

  /** @param onClose is told of every element that is closed. */
  constructor(private readonly onClose: (element: OpenElement) => void) {}

  /** The innermost open element, or a root paragraph when none is open. */
  get top(): OpenElement {
    return this.#stack.at(-1) ?? ROOT;
  }

  /** How many elements are open. */
  get depth(): number {
    return this.#stack.length;
  }

  /** Where the innermost open element of this name lies; -1 when none is open. */
  lastIndexOf(tag: string): number {
    return this.#indexes.get(tag)?.at(-1) ?? -1;
  }

  /** Whether the element at an index is not shown; for an index past the end, whether one opened there would not be. */
  isHidden(index: number): boolean {
    return (this.#stack[index] ?? this.top).hidden;
  }

  /** Opens an element. */
  push(element: OpenElement): void {
    const indexes = this.#indexes.get(element.tag);
    if (indexes) {
      indexes.push(this.#stack.length);
    } else {
      this.#indexes.set(element.tag, [this.#stack.length]);
    }
    this.#stack.push(element);
  }

  /** Closes the element at an index and all inside it. */
  popTo(index: number): void {
    while (this.#stack.length > index) {
      const closed = this.#stack.pop();
      if (closed) {
        this.#indexes.get(closed.tag)?.pop();
        this.onClose(closed);
      }
    }
  }

  /** Closes elements until the innermost one is not part of an `svg` or `math`. */
  leaveForeignContent(): void {
    while (this.top.foreign) {
      this.popTo(this.#stack.length - 1);
    }
  }
}
