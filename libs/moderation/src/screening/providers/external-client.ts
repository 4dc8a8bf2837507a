import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { SiteSecrets } from '#articles';
import { cleanText, Clock } from '#kernel';
import { OutsideClient } from '#platform';
import type { ExternalAnswer, ProviderFact, Rules } from '#screening';
import type { ProviderQuestion } from './provider-question.js';

/** What the service may answer, and nothing else (reliability.md A49). 204 says "no opinion" as well. */
export const ExternalReply = z.strictObject({
  verdict: z.enum(['publish', 'hold', 'reject', 'spam', 'no-opinion']),
  score: z.number().min(0).max(1).optional(),
  explanation: z.string().max(500).optional(),
});

const NO_CONTENT = 204;
const OK = 200;
const JSON_TYPE = /^application\/json(?:;|$)/i;
const SECOND_MS = 1000;

/**
 * Asks a site's own service about a comment. Signed: `X-Colloquy-Signature: sha256=` and the HMAC-SHA256, in hexadecimal digits, of
 * `X-Colloquy-Timestamp` (seconds), a full stop and the body, under the site's `external-secret`.
 */
@Injectable()
export class ExternalClient {
  constructor(
    @Inject(OutsideClient) private readonly outside: OutsideClient,
    @Inject(SiteSecrets) private readonly secrets: SiteSecrets,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @returns `failed` for whatever is not exactly an answer. */
  async ask(question: ProviderQuestion, rules: Rules['external']): Promise<ProviderFact<ExternalAnswer>> {
    const secret = await this.secrets.of(question.place.site.id, 'external-secret');
    if (secret === undefined) return { result: 'failed', failure: 'no-secret' };
    const body = JSON.stringify(told(question));
    const timestamp = Math.floor(this.clock.nowMs() / SECOND_MS).toString();
    const signature = createHmac('sha256', secret.reveal()).update(`${timestamp}.${body}`).digest('hex');
    const answer = await this.outside.post({
      url: rules.url,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Colloquy',
        'x-colloquy-timestamp': timestamp,
        'x-colloquy-signature': `sha256=${signature}`,
      },
      body,
      timeoutMs: rules.timeoutMs,
    });
    if (answer.result === 'failed') return answer;
    if (answer.status === NO_CONTENT) return { result: 'answered', answer: { verdict: 'no-opinion' } };
    if (answer.status !== OK) return { result: 'failed', failure: `status-${answer.status}` };
    if (!JSON_TYPE.test(answer.headers['content-type'] ?? '')) return { result: 'failed', failure: 'not-json' };
    return read(answer.body);
  }
}

function told({ place, commentId, revision, facts, writtenAt, email }: ProviderQuestion): object {
  const { article, site } = place;
  const { comment, author } = facts;
  return {
    id: `${commentId}:${revision}`,
    site: site.key,
    article: { id: article.id, url: article.url },
    comment: {
      ...{ id: commentId, revision, writtenAt: writtenAt.toISOString(), body: comment.body, text: comment.text },
      ...{ links: comment.links.map(({ href }) => href), isReply: comment.isReply, isEdit: comment.isEdit },
    },
    author: { kind: author.kind, name: author.name, website: author.website, published: author.approvedCount, email },
  };
}

function read(body: string): ProviderFact<ExternalAnswer> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return { result: 'failed', failure: 'not-json' };
  }
  const reply = ExternalReply.safeParse(parsed);
  if (!reply.success) return { result: 'failed', failure: 'wrong-schema' };
  const { verdict, score, explanation } = reply.data;
  return {
    result: 'answered',
    answer: {
      verdict,
      ...(score === undefined ? {} : { score }),
      ...(explanation === undefined ? {} : { explanation: cleanText(explanation) }),
    },
  };
}
