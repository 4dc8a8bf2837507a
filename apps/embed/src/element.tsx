import { render } from 'preact';
import { Api } from './api.js';
import { Discussion } from './discussion.js';
import { style } from './style.js';

const NAME = 'colloquy-discussion';

/** Defines `<colloquy-discussion site article url>` over the service at `base`; does nothing where it is defined already. */
export function define(base: string): void {
  if (customElements.get(NAME) !== undefined) return;
  const api = new Api(base);
  customElements.define(
    NAME,
    class extends HTMLElement {
      static readonly observedAttributes = ['site', 'article', 'url', 'lang'];

      connectedCallback(): void {
        const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
        if (root.adoptedStyleSheets.length === 0) {
          // A sheet made by script is not bound by the page's style-src.
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(style);
          root.adoptedStyleSheets = [sheet];
        }
        this.draw(root);
      }

      disconnectedCallback(): void {
        if (this.shadowRoot !== null) render(null, this.shadowRoot);
      }

      attributeChangedCallback(): void {
        if (this.isConnected && this.shadowRoot !== null) this.draw(this.shadowRoot);
      }

      private draw(root: ShadowRoot): void {
        const focus = (id: string) => root.getElementById(`comment-${id}`)?.focus();
        const language = this.lang || document.documentElement.lang || 'en';
        const page = {
          site: this.getAttribute('site') ?? '',
          articleKey: this.getAttribute('article'),
          url: this.getAttribute('url') ?? location.href,
        };
        // Another page is another discussion: nothing of the last one is kept.
        const key = JSON.stringify(page);
        render(<Discussion key={key} api={api} base={base} language={language} focus={focus} {...page} />, root);
      }
    },
  );
}
