import { render } from 'preact';
import { Discussion } from './discussion/discussion.js';
import { Live } from './service/live.js';
import { Service } from './service/service.js';
import { Session } from './service/session.js';
import { PageStorage } from './service/storage.js';
import { DiscussionView } from './view/discussion-view.js';
import { adoptStyle } from './view/style.js';
import { loadWords } from './words/load-words.js';

const NAME = 'colloquy-discussion';
/** How often a comment is looked for that is to have the focus, every second frame. */
const FOCUS_TRIES = 30;

/** Defines `<colloquy-discussion site article url>` over the service at `base`; does nothing where it is defined already. */
export function define(base: string): void {
  if (customElements.get(NAME) !== undefined) return;
  const storage = new PageStorage(`colloquy:${base}:`);
  const session = new Session(storage);
  const service = new Service(base, session);
  const live = new Live(base);
  customElements.define(
    NAME,
    class extends HTMLElement {
      /** A getter, since a static field becomes a block that Safari 15 cannot read. */
      static get observedAttributes(): string[] {
        return ['site', 'article', 'url', 'lang', 'content'];
      }

      private discussion: Discussion | undefined;
      private drawing = 0;
      private readonly content = document.createElement('div');

      connectedCallback(): void {
        const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
        adoptStyle(root);
        root.append(this.content);
        void this.draw();
      }

      disconnectedCallback(): void {
        this.drawing++;
        this.discussion?.stop();
        render(null, this.content);
      }

      attributeChangedCallback(): void {
        if (this.isConnected) void this.draw();
      }

      private async draw(): Promise<void> {
        const drawing = ++this.drawing;
        const words = await loadWords(this.lang || document.documentElement.lang || 'en');
        if (drawing !== this.drawing) return;
        const key = this.getAttribute('article');
        const which = { site: this.getAttribute('site') ?? '', key, url: this.getAttribute('url') ?? location.href };
        this.discussion?.stop();
        // Another page is another discussion: nothing of the last one is kept.
        if (JSON.stringify(this.discussion?.which) !== JSON.stringify(which))
          this.discussion = new Discussion({ service, session, live }, which);
        const { discussion } = this;
        if (discussion === undefined) return;
        discussion.start();
        const focus = (id: string, tries = FOCUS_TRIES) => {
          // What has changed is drawn by then; a long list takes some frames more.
          requestAnimationFrame(() =>
            requestAnimationFrame(() => {
              const comment = this.content.querySelector<HTMLElement>(`#comment-${CSS.escape(id)}`);
              if (comment !== null) comment.focus();
              else if (tries > 0 && drawing === this.drawing) focus(id, tries - 1);
            }),
          );
        };
        const view = { discussion, storage, words, base, focus, element: this };
        render(<DiscussionView key={JSON.stringify(which)} {...view} />, this.content);
      }
    },
  );
}
