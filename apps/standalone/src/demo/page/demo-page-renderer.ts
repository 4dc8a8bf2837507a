import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Eta } from 'eta';
import { sha256 } from '#kernel';
import type { DemoPageView } from './demo-page-view.js';

const FOLDER = import.meta.dirname;

/** Renders the pages of the demo's paper. Values are escaped by the template; only the paper's own HTML goes in as it is. */
@Injectable()
export class DemoPageRenderer {
  private readonly eta = new Eta({ views: join(FOLDER, 'templates'), cache: true });
  /** The paper's style sheet. */
  readonly css = readFileSync(join(FOLDER, 'assets', 'gazette.css'));
  /** Its address: named by its content, so that browsers keep it for ever. */
  readonly stylesheet = `/demo/assets/gazette-${sha256(this.css).toString('hex').slice(0, 12)}.css`;

  /** Fills the page of an article. */
  article(view: DemoPageView): string {
    return this.eta.render('./article', { ...view, stylesheet: this.stylesheet });
  }
}
