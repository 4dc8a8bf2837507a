/** Bare Fastify that sends given bytes from memory, and 304 to those who have them: what a cached page is held against (R1). */
import { readFile } from 'node:fs/promises';
import { fastify } from 'fastify';

/** One address: the file with its bytes and the headers it is sent with. */
interface Page {
  readonly path: string;
  readonly file: string;
  readonly etag: string;
  readonly contentType: string;
}

const { pages } = JSON.parse(process.argv[2] ?? '{}') as { pages: readonly Page[] };
const server = fastify();
for (const { path, file, etag, contentType } of pages) {
  const bytes = await readFile(file);
  server.get(path, (request, reply) => {
    reply.header('etag', etag);
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.header('content-type', contentType).send(bytes);
  });
}
await server.listen({ port: 0, host: '127.0.0.1' });
const address = server.server.address();
process.stdout.write(`port ${typeof address === 'object' ? address?.port : ''}\n`);
process.on('SIGTERM', () => process.exit(0));
