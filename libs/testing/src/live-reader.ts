import { z } from 'zod';

const Version = z.object({ version: z.int() });

/** A browser's EventSource, as far as a test needs one: versions of a discussion as they come. */
export class LiveReader {
  private constructor(
    private readonly reader: ReadableStreamDefaultReader<Uint8Array>,
    private readonly controller: AbortController,
  ) {}

  /** @param url the address of the stream. @throws when it is refused. */
  static async open(url: string): Promise<LiveReader> {
    const controller = new AbortController();
    const response = await fetch(url, { headers: { accept: 'text/event-stream' }, signal: controller.signal });
    if (response.status !== 200 || response.body === null) throw new Error(`${url}: ${response.status}`);
    return new LiveReader(response.body.getReader() as ReadableStreamDefaultReader<Uint8Array>, controller);
  }

  /** Reads on to the first version above this one. The caller's own timeout ends a wait in vain. */
  async versionAfter(version: number): Promise<number> {
    const decoder = new TextDecoder();
    let text = '';
    for (;;) {
      const { value, done } = await this.reader.read();
      if (done) throw new Error(`The stream ended: ${text}`);
      text += decoder.decode(value, { stream: true });
      const told = [...text.matchAll(/^event: version\ndata: (.+)$/gmu)].map(([, data]) =>
        Version.parse(JSON.parse(data ?? '')),
      );
      const news = told.find((one) => one.version > version);
      if (news !== undefined) return news.version;
    }
  }

  close(): void {
    this.controller.abort();
  }
}
