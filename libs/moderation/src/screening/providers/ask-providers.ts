import { Inject, Injectable } from '@nestjs/common';
import type { OutsideFacts, Rules } from '#screening';
import { AkismetClient } from './akismet-client.js';
import { ExternalClient } from './external-client.js';
import { ProviderBreakers } from './provider-breakers.js';
import type { ProviderQuestion } from './provider-question.js';

/** Whether a site asks anybody outside at all. */
export function asksOutside({ akismet, external }: Rules): boolean {
  return akismet.isOn || external.url !== '';
}

/**
 * Asks the providers that a site has switched on, at the same time, each within its own deadline of at most two seconds. Outside any
 * transaction: a slow provider must hold no row.
 */
@Injectable()
export class AskProviders {
  constructor(
    @Inject(AkismetClient) private readonly akismet: AkismetClient,
    @Inject(ExternalClient) private readonly external: ExternalClient,
    @Inject(ProviderBreakers) private readonly breakers: ProviderBreakers,
  ) {}

  /** What they say. Never throws: a provider that fails is a fact. */
  async run(question: ProviderQuestion, rules: Rules): Promise<OutsideFacts> {
    const siteId = question.place.site.id;
    const withoutEmail = { ...question, email: undefined };
    const [akismet, external] = await Promise.all([
      rules.akismet.isOn
        ? this.breakers.ask(`akismet:${siteId}`, () =>
            this.akismet.check(rules.akismet.sendsAddress ? question : withoutEmail),
          )
        : undefined,
      rules.external.url === ''
        ? undefined
        : this.breakers.ask(`external:${siteId}:${rules.external.url}`, () =>
            this.external.ask(rules.external.sendsAddress ? question : withoutEmail, rules.external),
          ),
    ]);
    return { ...(akismet && { akismet }), ...(external && { external }) };
  }
}
