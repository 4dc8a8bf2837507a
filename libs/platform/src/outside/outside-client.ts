import { lookup as resolve, type LookupAddress } from 'node:dns';
import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { Inject, Injectable, type OnModuleDestroy, Optional } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { isPublicAddress } from './forbidden-addresses.js';
import { outsideTarget } from './outside-target.js';

/** A request to somebody else's server. */
export interface OutsideRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** All of it, from resolving the name to the last byte, in milliseconds. */
  readonly timeoutMs: number;
}

/** Why there is no answer: one word for every address that is not allowed, so that nobody can map what lies inside. */
export type OutsideFailure = 'not-allowed' | 'unreachable' | 'timeout' | 'too-large' | 'encoded';

/** What came of a request. Redirects are answers like others and are never followed. */
export type OutsideAnswer =
  | {
      readonly result: 'answered';
      readonly status: number;
      readonly headers: http.IncomingHttpHeaders;
      readonly body: string;
    }
  | { readonly result: 'failed'; readonly failure: OutsideFailure };

/** Longest answer that is read, in bytes (reliability.md D31). */
const LONGEST = 65_536;
const LONGEST_HEADERS = 16_384;
const KEPT_ALIVE = 10;

/** How names are resolved; replaced in tests. */
export type Resolve = (
  host: string,
  done: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void;
export const RESOLVE = Symbol('RESOLVE');

class NotAllowed extends Error {}

/**
 * The one way out to other people's servers (reliability.md D31, V16): POST over HTTPS, every address of a name checked and the checked one
 * connected to, no redirects, no proxy, a deadline over all of it, 64 KB read. Never throws for what the other side does.
 */
@Injectable()
export class OutsideClient implements OnModuleDestroy {
  private readonly agents = {
    'https:': new https.Agent({ keepAlive: true, maxFreeSockets: KEPT_ALIVE }),
    'http:': new http.Agent({ keepAlive: true, maxFreeSockets: KEPT_ALIVE }),
  };
  private readonly resolve: Resolve;

  constructor(
    @Inject(AppConfig) private readonly config: Pick<AppConfig, 'outsideInternalHosts'>,
    @Optional() @Inject(RESOLVE) resolver?: Resolve,
  ) {
    this.resolve = resolver ?? ((host, done) => resolve(host, { all: true }, done));
  }

  /** Sends a body and reads what comes back. */
  post(request: OutsideRequest): Promise<OutsideAnswer> {
    const target = outsideTarget(request.url, { internal: this.config.outsideInternalHosts });
    if (target === undefined) return Promise.resolve({ result: 'failed', failure: 'not-allowed' });
    return new Promise((done) => this.send(target, request, done));
  }

  onModuleDestroy(): void {
    for (const agent of Object.values(this.agents)) agent.destroy();
  }

  private send(
    { url, isInternal }: { url: URL; isInternal: boolean },
    { headers, body, timeoutMs }: OutsideRequest,
    done: (answer: OutsideAnswer) => void,
  ): void {
    const isTls = url.protocol === 'https:';
    const options: RequestOptions = {
      method: 'POST',
      agent: isTls ? this.agents['https:'] : this.agents['http:'],
      maxHeaderSize: LONGEST_HEADERS,
      headers: { ...headers, 'accept-encoding': 'identity', 'content-length': Buffer.byteLength(body).toString() },
      ...(isInternal ? {} : { lookup: this.checkedLookup }),
    };
    const end = (answer: OutsideAnswer): void => {
      clearTimeout(timer);
      done(answer);
    };
    const outgoing = (isTls ? https : http).request(url, options, (incoming) => readAnswer(incoming, end));
    const timer = setTimeout(() => {
      outgoing.destroy();
      end({ result: 'failed', failure: 'timeout' });
    }, timeoutMs);
    outgoing.on('error', (error) =>
      end({ result: 'failed', failure: error instanceof NotAllowed ? 'not-allowed' : 'unreachable' }),
    );
    outgoing.end(body);
  }

  /** Resolves once and hands out only what was checked, so that a name cannot lead elsewhere between the check and the connection. */
  private readonly checkedLookup: LookupFunction = (host, options, done) => {
    // A connection that fails within the call that makes it would have nobody to tell of it.
    const answer: typeof done = (...found) => process.nextTick(done, ...found);
    this.resolve(host, (error, addresses) => {
      const [first] = addresses;
      if (error !== null || first === undefined) {
        answer(error ?? new Error('The name leads nowhere.'), '');
        return;
      }
      if (!addresses.every(({ address }) => isPublicAddress(address))) {
        answer(new NotAllowed(), '');
        return;
      }
      if (options.all === true) answer(null, [...addresses]);
      else answer(null, first.address, first.family);
    });
  };
}

function readAnswer(incoming: IncomingMessage, end: (answer: OutsideAnswer) => void): void {
  const fail = (failure: OutsideFailure): void => {
    incoming.destroy();
    end({ result: 'failed', failure });
  };
  const encoding = incoming.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    fail('encoded');
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > LONGEST) fail('too-large');
    else chunks.push(chunk);
  });
  incoming.on('error', () => fail('unreachable'));
  incoming.on('end', () => {
    const { statusCode = 0, headers } = incoming;
    end({ result: 'answered', status: statusCode, headers, body: Buffer.concat(chunks).toString('utf8') });
  });
}
