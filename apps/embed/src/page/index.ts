import type { Section } from '#contracts';
import { Highlights } from './highlights.js';
import { Layer } from './layer.js';
import { locate, type PassageQuote } from './locate.js';
import { type Marker, Markers } from './markers.js';
import { pacer, PageText } from './page-text.js';
import { type OfferWords, SelectionOffer } from './selection-offer.js';
import { textRoot } from './text-root.js';

/** A remark on a passage. */
export interface Remark {
  readonly id: string;
  /** The passage as it reads now. */
  readonly quote: PassageQuote;
  readonly sectionId?: string | undefined;
  /** It is a question of the article's author. */
  readonly asks: boolean;
}

/** What the page says. */
export interface PageWords extends OfferWords {
  readonly navigation: string;
  readonly number: (count: number) => string;
  readonly sectionCount: (count: number, heading: string) => string;
  readonly remarksHere: (count: number) => string;
  readonly asksHere: string;
}

/** What is to be shown in the article. */
export interface PageState {
  readonly sections: readonly Section[];
  /** Comments by section. */
  readonly counts: Readonly<Record<string, number>>;
  readonly remarks: readonly Remark[];
  readonly canWrite: boolean;
  readonly words: PageWords;
}

/** What the reader wants. */
export interface PageHooks {
  readonly openRemarks: (ids: readonly string[]) => void;
  readonly openSection: (sectionId: string) => void;
  readonly comment: (passage: { quote: PassageQuote; sectionId?: string }) => void;
  /** Told which remarks have a mark in the page. */
  readonly marked: (ids: ReadonlySet<string>) => void;
}

interface Place {
  readonly start: number;
  readonly range: Range;
  readonly ids: string[];
}

const CHANGED_MS = 300;

/** The article of the publisher's page, with marks where readers have remarked on it. Its markup stays as it was. */
export class ArticlePage {
  private readonly layer = new Layer();
  private readonly highlights = new Highlights(this.layer);
  private readonly markers = new Markers(this.layer, () => this.root);
  private readonly offer: SelectionOffer;
  private readonly stop = new AbortController();
  private readonly resized = new ResizeObserver(() => this.redraw());
  private readonly changed = new MutationObserver(() => this.later());
  private root: Element;
  private text: PageText | undefined;
  private state: PageState | undefined;
  private places: readonly Place[] = [];
  private run = 0;
  private frame = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param element the discussion's; its article is looked for around it. */
  constructor(
    private readonly element: HTMLElement,
    private readonly hooks: PageHooks,
  ) {
    this.root = textRoot(element);
    const { signal } = this.stop;
    this.offer = new SelectionOffer(
      this.layer,
      (range) => (range.intersectsNode(this.root) ? this.text?.quoteOf(range)?.exact : undefined),
      (range) => this.take(range),
    );
    document.addEventListener('click', (event) => this.click(event), { signal });
    addEventListener('resize', () => this.redraw(), { signal });
    addEventListener('load', () => this.redraw(), { signal, capture: true });
    document.fonts.addEventListener('loadingdone', () => this.redraw(), { signal });
    this.watch();
  }

  /** Shows this and nothing else. */
  update(state: PageState): void {
    this.state = state;
    this.offer.words = state.canWrite ? state.words : undefined;
    this.layer.navigation.setAttribute('aria-label', state.words.navigation);
    void this.locateAll(this.text === undefined);
  }

  /** Shows the passage of a remark. @returns false when it has no mark in the page. */
  show(id: string): boolean {
    const range = this.places.find(({ ids }) => ids.includes(id))?.range;
    if (range === undefined) return false;
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    range.startContainer.parentElement?.scrollIntoView({ block: 'center', behavior: isCalm ? 'auto' : 'smooth' });
    this.highlights.flash(range);
    return true;
  }

  /** Leaves the page as it was. */
  dispose(): void {
    this.run++;
    clearTimeout(this.timer);
    cancelAnimationFrame(this.frame);
    this.stop.abort();
    this.resized.disconnect();
    this.changed.disconnect();
    this.offer.dispose();
    this.highlights.dispose();
    this.layer.detach();
  }

  private watch(): void {
    this.resized.disconnect();
    this.changed.disconnect();
    this.resized.observe(this.root);
    this.resized.observe(document.body);
    this.changed.observe(this.root, { childList: true, characterData: true, subtree: true });
    // A page that replaces its article replaces it from above.
    if (this.root.parentNode !== null) this.changed.observe(this.root.parentNode, { childList: true });
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (!this.root.isConnected) {
        this.root = textRoot(this.element);
        this.watch();
      }
      void this.locateAll(true);
    }, CHANGED_MS);
  }

  private redraw(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      this.highlights.draw();
      this.markers.draw();
    });
  }

  private async locateAll(isNewText: boolean): Promise<void> {
    const { state } = this;
    if (state === undefined) return;
    const run = ++this.run;
    const text = isNewText || this.text === undefined ? await PageText.read(this.root) : this.text;
    if (run !== this.run) return;
    this.text = text;
    text.place(state.sections);
    const places = new Map<string, Place>();
    const pace = pacer();
    for (const { id, quote, sectionId } of state.remarks) {
      await pace();
      if (run !== this.run) return;
      const span = locate(text.text, quote, text.spanOf(sectionId));
      if (span === undefined) continue;
      const key = `${span.start}-${span.end}`;
      const known = places.get(key);
      if (known !== undefined) known.ids.push(id);
      else {
        const range = text.rangeOf(span);
        if (range !== undefined) places.set(key, { start: span.start, range, ids: [id] });
      }
    }
    this.places = [...places.values()].sort((one, other) => one.start - other.start);
    this.layer.attach();
    this.highlights.set(this.places.map(({ range }) => range));
    this.markers.set(this.markersOf(state, text));
    this.hooks.marked(new Set(this.places.flatMap(({ ids }) => ids)));
  }

  private markersOf({ words, counts, remarks }: PageState, text: PageText): Marker[] {
    const questions = new Set(remarks.filter(({ asks }) => asks).map(({ id }) => id));
    const headings = text.sections.flatMap(({ id, heading, start }) => {
      const count = counts[id] ?? 0;
      if (count === 0) return [];
      const marker: Marker = {
        key: `section-${id}`,
        text: words.number(count),
        label: words.sectionCount(count, heading.textContent.trim()),
        box: () => heading.getBoundingClientRect(),
        press: () => this.hooks.openSection(id),
      };
      return { start, marker };
    });
    const passages = this.places.map(({ start, range, ids }) => {
      const question = ids.find((id) => questions.has(id));
      const marker: Marker = {
        key: `passage-${String(ids[0])}`,
        text: question === undefined ? words.number(ids.length) : '?',
        label: question === undefined ? words.remarksHere(ids.length) : words.asksHere,
        box: () => [...range.getClientRects()].at(-1),
        press: () => this.hooks.openRemarks(question === undefined ? ids : [question]),
      };
      return { start, marker };
    });
    return [...headings, ...passages].sort((one, other) => one.start - other.start).map(({ marker }) => marker);
  }

  private take(range: Range): void {
    const found = this.text?.quoteOf(range);
    if (found === undefined) return;
    const { exact, prefix, suffix, sectionId } = found;
    this.hooks.comment({ quote: { exact, prefix, suffix }, ...(sectionId === undefined ? {} : { sectionId }) });
  }

  /** A click on a marked passage opens its remarks, unless the page itself has something to do with it. */
  private click(event: MouseEvent): void {
    const { target, clientX, clientY, defaultPrevented } = event;
    if (defaultPrevented || this.layer.holds(event) || !(target instanceof Element) || !this.root.contains(target))
      return;
    if (target.closest('a,button,input,select,textarea,label,summary,[contenteditable]') !== null) return;
    if (document.getSelection()?.isCollapsed === false) return;
    const caret = caretAt(clientX, clientY);
    if (caret === undefined) return;
    const ids = this.places
      .filter(({ range }) => range.isPointInRange(caret.node, caret.offset))
      .flatMap((place) => place.ids);
    if (ids.length > 0) this.hooks.openRemarks(ids);
  }
}

/** Browsers that do not have the standard's way yet have this one. */
interface OlderDocument {
  caretRangeFromPoint?: (x: number, y: number) => Range | null;
}

function caretAt(x: number, y: number): { node: Node; offset: number } | undefined {
  if ('caretPositionFromPoint' in document) {
    const caret = document.caretPositionFromPoint(x, y);
    return caret === null ? undefined : { node: caret.offsetNode, offset: caret.offset };
  }
  const range = (document as OlderDocument).caretRangeFromPoint?.(x, y);
  return range === null || range === undefined ? undefined : { node: range.startContainer, offset: range.startOffset };
}
