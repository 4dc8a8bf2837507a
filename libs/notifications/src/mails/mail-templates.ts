import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Eta } from 'eta';

/** The two bodies of a mail. */
export interface MailBodies {
  readonly text: string;
  readonly html: string;
}

/**
 * The words of mails, one pair of templates a kind. HTML escapes every value; text has nothing to escape, and its values are single
 * lines (`plainExcerpt`).
 */
@Injectable()
export class MailTemplates {
  private readonly views = join(import.meta.dirname, 'templates');
  private readonly html = new Eta({ views: this.views, cache: true });
  private readonly text = new Eta({ views: this.views, cache: true, autoEscape: false, autoTrim: false });

  /** Fills `<name>.html.eta` and `<name>.text.eta`. */
  render(name: string, data: object): MailBodies {
    return {
      text: `${this.text.render(`./${name}.text.eta`, data).trim()}\n`,
      html: this.html.render(`./${name}.html.eta`, data),
    };
  }
}
