import {
  Accepted,
  Article,
  CommentOutcome,
  CommentPage,
  CountsByKey,
  type Counts,
  type DecisionsBody,
  DecisionsResult,
  Mine,
  Permalink,
  type PostCommentBody,
  PostedComment,
  type PutArticleBody,
  type QueueState,
  QueuePage,
  SignedIn,
  SiteSettings,
} from '#contracts';
import type { z } from 'zod';
import { type Answer, HttpClient } from './http-client.js';

/** Who posts, and under which Idempotency-Key. */
export interface PostAs {
  readonly token?: string | undefined;
  readonly key?: string;
  /** The address they come from, as a proxy that the service trusts tells it. */
  readonly from?: string;
}

/** The HTTP contract as readers, publishers and moderators use it. Every answer is checked against its schema. */
export class ColloquyClient extends HttpClient {
  /** A call below `/api/v1`. */
  api(method: string, path: string, ask?: Parameters<HttpClient['send']>[2]): Promise<Answer> {
    return this.send(method, `/api/v1${path}`, ask);
  }

  async putArticle(site: string, key: string, token: string, body: PutArticleBody): Promise<Article> {
    const answer = await this.api('PUT', `/sites/${site}/articles/${key}`, { body, token });
    return answer.as(Article, answer.status === 201 ? 201 : 200);
  }

  async putSettings(site: string, token: string, settings: z.input<typeof SiteSettings>): Promise<SiteSettings> {
    return (await this.api('PUT', `/sites/${site}/settings`, { body: settings, token })).as(SiteSettings);
  }

  /** The answer as it is, for those who expect a refusal. */
  tryPost(articleId: string, body: PostCommentBody, { token, key, from }: PostAs = {}): Promise<Answer> {
    const headers: Record<string, string> = {
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(from === undefined ? {} : { 'x-forwarded-for': from }),
    };
    return this.api('POST', `/articles/${articleId}/comments`, { body, token, headers });
  }

  async post(articleId: string, body: PostCommentBody, as?: PostAs): Promise<PostedComment> {
    return (await this.tryPost(articleId, body, as)).as(PostedComment, 201);
  }

  async thread(articleId: string, query = ''): Promise<CommentPage> {
    return (await this.api('GET', `/articles/${articleId}/comments${query}`)).as(CommentPage);
  }

  async permalink(articleId: string, id: string, token?: string): Promise<Permalink> {
    return (await this.api('GET', `/articles/${articleId}/comments/${id}`, { token })).as(Permalink);
  }

  async mine(articleId: string, token: string): Promise<Mine> {
    return (await this.api('GET', `/articles/${articleId}/mine`, { token })).as(Mine);
  }

  /** What became of one's own comment. */
  async outcome(articleId: string, id: string, token: string): Promise<CommentOutcome> {
    return (await this.api('GET', `/articles/${articleId}/comments/${id}/status`, { token })).as(CommentOutcome);
  }

  async counts(site: string, key: string): Promise<Counts | undefined> {
    return (await this.api('GET', `/counts?site=${site}&key=${key}`)).as(CountsByKey)[key];
  }

  async queue(site: string, token: string, state: QueueState = 'pending'): Promise<QueuePage> {
    return (await this.api('GET', `/moderation/queue?site=${site}&state=${state}`, { token })).as(QueuePage);
  }

  async decide(token: string, items: DecisionsBody['items']): Promise<DecisionsResult['items']> {
    return (await this.api('POST', '/moderation/decisions', { body: { items }, token })).as(DecisionsResult).items;
  }

  async login(email: string, password: string): Promise<string> {
    return (await this.api('POST', '/auth/login', { body: { email, password } })).as(SignedIn).session.token;
  }

  async startEmail(email: string, name?: string): Promise<void> {
    const body = name === undefined ? { email } : { email, name };
    (await this.api('POST', '/auth/email/start', { body })).as(Accepted, 202);
  }

  async verifyEmail(proof: { email: string; code: string } | { token: string }, token?: string): Promise<SignedIn> {
    return (await this.api('POST', '/auth/email/verify', { body: proof, token })).as(SignedIn);
  }
}
