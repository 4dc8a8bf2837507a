import type { Layer } from './layer.js';

const SETTLED_MS = 200;
/** The longest passage that the service takes, in code points. */
const LONGEST = 2000;
const KEYS = 'Alt+Shift+C';

/** What is offered, and how it is said. */
export interface OfferWords {
  readonly commentOnThis: string;
  readonly selectionHint: (keys: string) => string;
}

/** Offers to comment on what a reader selects in the article, beside the selection and by a key. */
export class SelectionOffer {
  words: OfferWords | undefined;
  private readonly button = document.createElement('button');
  private readonly stop = new AbortController();
  private range: Range | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isHinted = false;

  /**
   * @param accepts whether a selection is one of the article's text, and short enough.
   * @param take is given what was selected when the reader takes the offer.
   */
  constructor(
    private readonly layer: Layer,
    private readonly accepts: (range: Range) => string | undefined,
    private readonly take: (range: Range) => void,
  ) {
    const { signal } = this.stop;
    this.button.type = 'button';
    this.button.className = 'offer';
    // Pressing it must not undo the selection that it is about.
    this.button.addEventListener('pointerdown', (event) => event.preventDefault(), { signal });
    this.button.addEventListener('click', () => this.accept(), { signal });
    document.addEventListener('selectionchange', () => this.later(), { signal });
    document.addEventListener('keydown', (event) => this.key(event), { signal });
    // Something may be selected already.
    this.later();
  }

  /** Leaves nothing behind. */
  dispose(): void {
    this.stop.abort();
    this.hide();
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), SETTLED_MS);
  }

  private look(): void {
    const selection = document.getSelection();
    const range = selection === null || selection.isCollapsed ? undefined : selection.getRangeAt(0).cloneRange();
    const text = range === undefined || this.words === undefined ? undefined : this.accepts(range);
    if (range === undefined || this.words === undefined || text === undefined || Array.from(text).length > LONGEST) {
      if (this.layer.focused !== this.button) this.hide();
      return;
    }
    this.range = range;
    this.button.textContent = this.words.commentOnThis;
    this.layer.attach();
    this.layer.navigation.before(this.button);
    const rect = [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect();
    const { x, y } = this.layer.origin();
    const edge = document.documentElement.clientWidth - this.button.offsetWidth - 4;
    this.button.style.left = `${Math.max(4, Math.min(rect.right, edge)) - x}px`;
    this.button.style.top = `${rect.bottom + 6 - y}px`;
    if (!this.isHinted) this.layer.status.textContent = this.words.selectionHint(KEYS);
    this.isHinted = true;
  }

  private key(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.hide();
    if (!event.altKey || !event.shiftKey || event.code !== 'KeyC') return;
    clearTimeout(this.timer);
    this.look();
    if (this.range === undefined) return;
    event.preventDefault();
    this.accept();
  }

  private accept(): void {
    const { range } = this;
    this.hide();
    if (range !== undefined) this.take(range);
  }

  private hide(): void {
    clearTimeout(this.timer);
    this.range = undefined;
    this.button.remove();
  }
}
