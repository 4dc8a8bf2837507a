import type { Layer } from './layer.js';

let count = 0;
const FLASH_MS = 2000;

/**
 * Marks parts of a page without touching its markup: by the CSS Custom Highlight API, and where a browser has none by boxes that are
 * drawn over them.
 */
export class Highlights {
  private readonly name = `colloquy-${++count}`;
  private readonly sheet: CSSStyleSheet | undefined;
  private ranges: readonly Range[] = [];
  private flashing: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly layer: Layer) {
    if (!('highlights' in CSS)) return;
    this.sheet = new CSSStyleSheet();
    this.sheet.replaceSync(`::highlight(${this.name}){background-color:var(--colloquy-mark,#ffd60059)}
      ::highlight(${this.name}-now){background-color:var(--colloquy-mark-now,#ffb300b3)}`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.sheet];
  }

  /** Marks these and no others. */
  set(ranges: readonly Range[]): void {
    this.ranges = ranges;
    if (this.sheet !== undefined) CSS.highlights.set(this.name, new Highlight(...ranges));
    else this.draw();
  }

  /** Draws the boxes where the text has moved to. */
  draw(): void {
    if (this.sheet !== undefined) return;
    const { x, y } = this.layer.origin();
    const boxes = this.ranges.flatMap((range) =>
      [...range.getClientRects()].map(({ left, top, width, height }) => {
        const box = document.createElement('i');
        Object.assign(box.style, {
          left: `${left - x}px`,
          top: `${top - y}px`,
          width: `${width}px`,
          height: `${height}px`,
        });
        return box;
      }),
    );
    this.layer.marks.replaceChildren(...boxes);
  }

  /** Draws the eye to one for a moment. */
  flash(range: Range): void {
    if (this.sheet === undefined) return;
    CSS.highlights.set(`${this.name}-now`, new Highlight(range));
    clearTimeout(this.flashing);
    this.flashing = setTimeout(() => CSS.highlights.delete(`${this.name}-now`), FLASH_MS);
  }

  /** Leaves nothing behind. */
  dispose(): void {
    clearTimeout(this.flashing);
    this.layer.marks.replaceChildren();
    const { sheet } = this;
    if (sheet === undefined) return;
    CSS.highlights.delete(this.name);
    CSS.highlights.delete(`${this.name}-now`);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  }
}
