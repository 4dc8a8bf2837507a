import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { AnchorLedger } from '#discussion';
import type { DemoArticle, DemoTextName } from './demo-article.js';
import { DemoTexts } from './demo-texts.js';

/** Whoever presses the button is to see what came of it; the job usually takes a fraction of a second. */
const PATIENCE_MS = 3000;
const POLL_MS = 50;

/** Publishes a text of a demo article and waits a little until its remarks were followed into it. */
@Injectable()
export class PublishDemoText {
  constructor(
    @Inject(DemoTexts) private readonly texts: DemoTexts,
    @Inject(AnchorLedger) private readonly ledger: AnchorLedger,
  ) {}

  /** Publishing the text that is out changes nothing. */
  async run(demo: DemoArticle, text: DemoTextName): Promise<void> {
    const { id, revision } = await this.texts.put(demo, text);
    for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += POLL_MS) {
      if ((await this.ledger.progress(id, revision)).waiting === 0) return;
      await delay(POLL_MS);
    }
  }
}
