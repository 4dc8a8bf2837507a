import { Inject, Injectable } from '@nestjs/common';
import { SiteSecrets } from '#articles';
import { AppConfig, type OutsideAnswer, OutsideClient } from '#platform';
import type { AkismetAnswer, ProviderFact } from '#screening';
import type { ProviderQuestion } from './provider-question.js';

const TIMEOUT_MS = 1500;
const OK = 200;
/** Akismet asks for the commenter's address; none is kept here, so it is told that there is none. */
const NO_ADDRESS = '0.0.0.0';

/**
 * Akismet's HTTP API, version 1.1: comment-check, submit-spam and submit-ham, as forms. No network address leaves, and an e-mail address
 * only where the site says so.
 */
@Injectable()
export class AkismetClient {
  constructor(
    @Inject(OutsideClient) private readonly outside: OutsideClient,
    @Inject(SiteSecrets) private readonly secrets: SiteSecrets,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  /** @returns `failed` for whatever is neither "true" nor "false". */
  async check(question: ProviderQuestion): Promise<ProviderFact<AkismetAnswer>> {
    const answer = await this.send('comment-check', question);
    if (answer.result === 'failed') return answer;
    if (answer.status !== OK) return { result: 'failed', failure: `status-${answer.status}` };
    switch (answer.body.trim()) {
      case 'false':
        return { result: 'answered', answer: 'ham' };
      case 'true':
        return { result: 'answered', answer: answer.headers['x-akismet-pro-tip'] === 'discard' ? 'discard' : 'spam' };
      case 'invalid':
        return { result: 'failed', failure: 'key-refused' };
      default:
        return { result: 'failed', failure: 'wrong-schema' };
    }
  }

  /** Tells that a person decided otherwise. @returns whether Akismet took it. */
  async report(outcome: 'spam' | 'ham', question: ProviderQuestion): Promise<boolean> {
    const answer = await this.send(outcome === 'spam' ? 'submit-spam' : 'submit-ham', question);
    return answer.result === 'answered' && answer.status === OK;
  }

  private async send(
    verb: string,
    question: ProviderQuestion,
  ): Promise<OutsideAnswer | { readonly result: 'failed'; readonly failure: 'no-key' }> {
    const key = await this.secrets.of(question.place.site.id, 'akismet-key');
    if (key === undefined) return { result: 'failed', failure: 'no-key' };
    return this.outside.post({
      url: `${this.config.akismetUrl}/1.1/${verb}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'Colloquy/1 | Colloquy/1' },
      body: new URLSearchParams({ api_key: key.reveal(), ...told(question) }).toString(),
      timeoutMs: TIMEOUT_MS,
    });
  }
}

function told({ place, facts, writtenAt, email }: ProviderQuestion): Record<string, string> {
  const { comment, author } = facts;
  return {
    blog: new URL(place.article.url).origin,
    blog_charset: 'UTF-8',
    blog_lang: place.site.settings.language.replace('-', '_').toLowerCase(),
    user_ip: NO_ADDRESS,
    permalink: place.article.url,
    comment_type: comment.isReply ? 'reply' : 'comment',
    comment_content: comment.body,
    comment_date_gmt: writtenAt.toISOString(),
    comment_author: author.name,
    ...(author.website === undefined ? {} : { comment_author_url: author.website }),
    ...(email === undefined ? {} : { comment_author_email: email }),
    ...(comment.isEdit ? { recheck_reason: 'edit' } : {}),
  };
}
