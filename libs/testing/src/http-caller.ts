import { Agent, type IncomingHttpHeaders, request } from 'node:http';

/** What a request carries. `json` is written as JSON, `form` as an HTML form, `body` as it is. */
export interface CallOptions {
  /** A bearer token. */
  readonly as?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON. Throws when it is none. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- a test names the shape that it reads
  readonly json: <Value = Record<string, unknown>>() => Value;
  /** The code of an error answer; undefined for any other. */
  readonly code: string | undefined;
}

const TIMEOUT_MS = 15_000;

/** Sends requests byte for byte as given, which clients that build URLs do not. */
export class HttpCaller {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 16 });

  constructor(private readonly url: string) {}

  /** Sends one. Rejects when no answer comes within 15 seconds; an event stream is left at its first bytes. */
  call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const { hostname, port } = new URL(this.url);
    const [type, body] = bodyOf(options);
    const headers: Record<string, string> = {
      ...(type === undefined ? {} : { 'content-type': type }),
      ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
      ...(options.as === undefined ? {} : { authorization: `Bearer ${options.as}` }),
      ...options.headers,
    };
    return new Promise((resolve, reject) => {
      const sent = request(
        { hostname, port, method, path, headers, agent: this.agent, timeout: TIMEOUT_MS },
        (response) => {
          const chunks: Buffer[] = [];
          const finish = () => {
            resolve(answerOf(response.statusCode ?? 0, response.headers, Buffer.concat(chunks).toString('utf8')));
          };
          response.on('data', (chunk: Buffer) => {
            chunks.push(chunk);
            if (response.headers['content-type']?.startsWith('text/event-stream') === true) {
              finish();
              response.destroy();
            }
          });
          response.on('end', finish);
          response.on('error', reject);
        },
      );
      sent.on('timeout', () => sent.destroy(new Error(`${method} ${path}: no answer within ${TIMEOUT_MS} ms`)));
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

function bodyOf({ json, form, body }: CallOptions): [string | undefined, string | Buffer | undefined] {
  if (json !== undefined) return ['application/json', JSON.stringify(json)];
  if (form !== undefined) return ['application/x-www-form-urlencoded', new URLSearchParams(form).toString()];
  return [body === undefined ? undefined : 'application/json', body];
}

function answerOf(status: number, headers: IncomingHttpHeaders, text: string): Answer {
  const isJson = headers['content-type']?.startsWith('application/json') === true;
  const parsed: unknown = isJson && text !== '' ? JSON.parse(text) : undefined;
  const error = typeof parsed === 'object' && parsed !== null && 'error' in parsed ? parsed.error : undefined;
  return {
    status,
    headers,
    text,
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as above
    json: <Value>() => JSON.parse(text) as Value,
    code: (error as { code?: string } | undefined)?.code,
  };
}
