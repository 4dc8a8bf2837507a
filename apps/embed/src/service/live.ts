/** How often a page asks when it has no stream. */
const POLL_MS = 30_000;
/** How long a stream that was refused is left alone. */
const RETRY_MS = 60_000;
/** A page that nobody has looked at for so long lets its stream go: an address may hold twenty. */
const HIDDEN_MS = 60_000;

interface Channel {
  readonly url: URL;
  readonly hearers: Set<(version: number) => void>;
  version: number;
  etag: string | undefined;
}

/**
 * News of the discussions of a page: one stream for the first of them, whatever number of elements shows it, and questions now and
 * then for the others, and for all of them where a stream cannot be had. All of it is quiet while nobody looks at the page.
 */
export class Live {
  private readonly channels = new Map<string, Channel>();
  private stream: EventSource | undefined;
  private streamed: Channel | undefined;
  private notBefore = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private hidden: ReturnType<typeof setTimeout> | undefined;

  /** @param base the service's address. */
  constructor(private readonly base: string) {
    document.addEventListener('visibilitychange', () => this.look());
  }

  /** Hears every version of an article's discussion that is newer than the last. Returns how to stop. */
  hear(articleId: string, version: number, hear: (version: number) => void): () => void {
    const url = new URL(`/api/v1/articles/${articleId}/`, this.base);
    const channel = this.channels.get(articleId) ?? { url, hearers: new Set(), version, etag: undefined };
    this.channels.set(articleId, channel);
    channel.hearers.add(hear);
    this.connect();
    return () => {
      channel.hearers.delete(hear);
      if (channel.hearers.size > 0) return;
      this.channels.delete(articleId);
      if (this.streamed === channel) this.disconnect();
      this.connect();
    };
  }

  private look(): void {
    clearTimeout(this.hidden);
    if (document.hidden) this.hidden = setTimeout(() => this.disconnect(), HIDDEN_MS);
    else if (this.stream === undefined) {
      this.notBefore = 0;
      this.connect();
      this.askAll();
    }
  }

  private connect(): void {
    const [first] = this.channels.values();
    this.schedule();
    if (first === undefined || this.stream !== undefined || document.hidden || Date.now() < this.notBefore) return;
    const stream = new EventSource(new URL('live', first.url));
    this.stream = stream;
    this.streamed = first;
    stream.addEventListener('version', ({ data }: MessageEvent<string>) => {
      const { version } = JSON.parse(data) as { version: number };
      this.tell(first, version);
    });
    stream.addEventListener('error', () => {
      // Otherwise the browser connects again by itself.
      if (stream.readyState !== EventSource.CLOSED || this.stream !== stream) return;
      this.disconnect();
      this.notBefore = Date.now() + RETRY_MS;
    });
  }

  private disconnect(): void {
    this.stream?.close();
    this.stream = undefined;
    this.streamed = undefined;
    this.schedule();
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.channels.size === 0) return;
    // Spread, so that readers whom a restart has parted from their streams do not all come at once.
    const wait = POLL_MS * (0.75 + Math.random() / 2);
    this.timer = setTimeout(() => {
      if (!document.hidden) this.askAll();
      this.connect();
    }, wait);
  }

  private askAll(): void {
    for (const channel of this.channels.values()) {
      if (this.streamed !== channel || this.stream?.readyState !== EventSource.OPEN) void this.ask(channel);
    }
  }

  private async ask(channel: Channel): Promise<void> {
    const headers: Record<string, string> = channel.etag === undefined ? {} : { 'if-none-match': channel.etag };
    try {
      const url = new URL('comments?limit=1&replies=0', channel.url);
      const answer = await fetch(url, { credentials: 'omit', cache: 'no-store', headers });
      if (!answer.ok) return;
      channel.etag = answer.headers.get('etag') ?? undefined;
      const { article } = (await answer.json()) as { article: { version: number } };
      this.tell(channel, article.version);
    } catch {
      // The next question may be answered.
    }
  }

  private tell(channel: Channel, version: number): void {
    if (version <= channel.version) return;
    channel.version = version;
    for (const hear of [...channel.hearers]) hear(version);
  }
}
