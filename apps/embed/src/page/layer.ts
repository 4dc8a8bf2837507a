const STYLE = `:host{all:initial!important;position:absolute!important;inset:0 auto auto 0!important;inline-size:0!important;block-size:0!important;z-index:2147483000!important}
button{position:absolute;box-sizing:border-box;min-inline-size:1.6rem;block-size:1.6rem;padding:0 .35rem;border:1px solid #0b5c66;border-radius:.8rem;
background:#fff;color:#0b5c66;font:600 .8rem/1 system-ui,sans-serif;cursor:pointer;white-space:nowrap}button:hover,button:focus-visible{background:#0b5c66;color:#fff}
button:focus-visible{outline:2px solid #0b5c66;outline-offset:2px}.offer{background:#0b5c66;color:#fff;block-size:2rem;padding-inline:.8rem;z-index:1}
i{position:absolute;background:#ffd60059;pointer-events:none}[role=status]{position:absolute;inset:0 auto auto 0;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
@media(prefers-color-scheme:dark){button{background:#14171a;color:#7fd0d8;border-color:#7fd0d8}}`;

/** What is drawn over a page: in a root of its own, beside everything that the page has. */
export class Layer {
  private readonly host = document.createElement('colloquy-layer');
  readonly navigation = document.createElement('nav');
  readonly status = document.createElement('div');
  readonly marks = document.createElement('div');

  constructor() {
    const root = this.host.attachShadow({ mode: 'open' });
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
    } catch {
      const style = document.createElement('style');
      style.textContent = STYLE;
      root.append(style);
    }
    this.status.setAttribute('role', 'status');
    root.append(this.marks, this.navigation, this.status);
  }

  /** Puts it into the page, again where the page has thrown it out. */
  attach(): void {
    if (!this.host.isConnected) document.body.append(this.host);
  }

  detach(): void {
    this.host.remove();
  }

  /** Where a place of the window is in the layer. */
  origin(): { x: number; y: number } {
    const { left, top } = this.host.getBoundingClientRect();
    return { x: left, y: top };
  }

  /** Whether an event came from it. */
  holds(event: Event): boolean {
    return event.composedPath().includes(this.host);
  }

  /** The element in it that has the focus. */
  get focused(): Element | null {
    return this.host.shadowRoot?.activeElement ?? null;
  }
}
