import type { Layer } from './layer.js';

const GAP = 6;

/** A button over the page. */
export interface Marker {
  /** Names it over changes, so that the one that has the focus keeps it. */
  readonly key: string;
  readonly text: string;
  readonly label: string;
  /** What it stands beside; read anew whenever the page moves. */
  readonly box: () => DOMRect | undefined;
  readonly press: () => void;
}

/** Buttons beside passages and headings, in the order of the text. */
export class Markers {
  private readonly buttons = new Map<string, HTMLButtonElement>();
  private markers: readonly Marker[] = [];

  constructor(
    private readonly layer: Layer,
    private readonly root: () => Element,
  ) {}

  /** Shows these and no others. */
  set(markers: readonly Marker[]): void {
    const { navigation, focused } = this.layer;
    this.markers = markers;
    const kept = new Set(markers.map(({ key }) => key));
    let hadFocus = false;
    for (const [key, button] of this.buttons) {
      if (kept.has(key)) continue;
      hadFocus ||= button === focused;
      button.remove();
      this.buttons.delete(key);
    }
    markers.forEach((marker, at) => {
      const button = this.buttons.get(marker.key) ?? document.createElement('button');
      this.buttons.set(marker.key, button);
      button.type = 'button';
      button.textContent = marker.text;
      button.setAttribute('aria-label', marker.label);
      button.onclick = marker.press;
      // Moving an element takes its focus away; one that stands right stays.
      const there = navigation.children[at];
      if (there !== button) navigation.insertBefore(button, there ?? null);
    });
    if (hadFocus) (navigation.firstElementChild as HTMLElement | null)?.focus();
    this.draw();
  }

  /** Puts every button where its text stands now. */
  draw(): void {
    const { x, y } = this.layer.origin();
    const isRightToLeft = getComputedStyle(this.root()).direction === 'rtl';
    const bounds = this.root().getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    // All is read before anything is moved: each change of turns would have the whole page laid out anew.
    const placed = this.markers.flatMap((marker) => {
      const button = this.buttons.get(marker.key);
      return button === undefined ? [] : [{ button, box: marker.box() }];
    });
    for (const { button, box } of placed) button.hidden = box === undefined || box.width + box.height === 0;
    const sized = placed.map(({ button, box }) => ({
      ...{ button, box },
      own: button.offsetWidth,
      height: button.offsetHeight,
    }));
    let lastBottom = Number.NEGATIVE_INFINITY;
    for (const { button, box, own, height } of sized) {
      if (box === undefined || button.hidden) continue;
      const beside = isRightToLeft ? bounds.left - GAP - own : bounds.right + GAP;
      const left = Math.max(2, Math.min(beside, width - own - 2));
      const top = Math.max(box.top, lastBottom + 2);
      lastBottom = top + height;
      button.style.left = `${left - x}px`;
      button.style.top = `${top - y}px`;
    }
  }
}
