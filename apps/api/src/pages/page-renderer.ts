import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Eta } from 'eta';
import { sha256 } from '#kernel';

const FOLDER = import.meta.dirname;

/** What every page says about itself. */
export interface PageFrame {
  readonly title: string;
  readonly language?: string;
  readonly canonical?: string;
  readonly noindex?: boolean;
  /** The Atom feed of what the page shows. */
  readonly feed?: string;
  /** JSON-LD of what the page shows, without a `<`. */
  readonly structuredData?: string;
}

/** Renders the pages that work without scripts. Values are escaped by the templates; only stored, sanitised HTML and escaped JSON go in as they are. */
@Injectable()
export class PageRenderer {
  private readonly eta = new Eta({ views: join(FOLDER, 'templates'), cache: true });
  /** The style sheet of every page. */
  readonly css = readFileSync(join(FOLDER, 'assets', 'pages.css'));
  /** Its address: named by its content, so that browsers keep it for ever. */
  readonly stylesheet = `/assets/pages-${sha256(this.css).toString('hex').slice(0, 12)}.css`;

  /** Fills a template of `templates/`. */
  render(template: string, frame: PageFrame, data: object): string {
    return this.eta.render(`./${template}`, { ...data, ...frame, stylesheet: this.stylesheet });
  }
}
