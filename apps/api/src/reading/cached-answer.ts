import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sha256 } from '#kernel';
import { namesTag, PageCache } from '#platform';

const JSON_TYPE = 'application/json; charset=utf-8';
/** A shared cache may keep an answer for some seconds and ask again with its ETag; a browser always asks. */
const CACHE_CONTROL = 'public, max-age=0, s-maxage=5, stale-while-revalidate=30';

/** An answer that is the same for everybody, and the version of the article that it shows. */
export interface VersionedAnswer {
  readonly version: number;
  readonly body: unknown;
}

/** An answer in words that is the same for everybody. */
export interface TextAnswer {
  /** Its media type, as the header says it. */
  readonly type: string;
  readonly text: string;
  /** The article whose version it shows. An answer about a whole site has none, and is built for everyone who asks. */
  readonly of?: { readonly articleId: string; readonly version: number };
}

/** Sends public answers with an ETag and keeps them by their address until the article's version moves. */
@Injectable()
export class CachedAnswer {
  constructor(@Inject(PageCache) private readonly cache: PageCache) {}

  /** Builds the answer, sends it or says that it did not change, and keeps it for those who come next. */
  async send(
    request: FastifyRequest,
    reply: FastifyReply,
    articleId: string,
    build: () => Promise<VersionedAnswer>,
  ): Promise<void> {
    const { version, body } = await build();
    await this.sendText(request, reply, { type: JSON_TYPE, text: JSON.stringify(body), of: { articleId, version } });
  }

  /** Sends an answer that is no JSON of the API in the same way. */
  async sendText(request: FastifyRequest, reply: FastifyReply, { type, text, of }: TextAnswer): Promise<void> {
    const bytes = Buffer.from(text);
    const etag = `"${sha256(bytes).toString('base64url').slice(0, 22)}"`;
    if (of !== undefined) {
      const headers = { 'content-type': type, 'cache-control': CACHE_CONTROL };
      this.cache.put(request.raw.url ?? '', { ...of, body: bytes, etag, headers });
    }
    const isKnown = namesTag(request.headers['if-none-match'] ?? '', etag);
    void reply.headers({ etag, 'cache-control': CACHE_CONTROL });
    if (isKnown) await reply.code(304).send();
    else await reply.header('content-type', type).send(bytes);
  }
}
