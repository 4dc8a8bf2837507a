import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** A request that was on its way when the shutdown began gets so long to arrive. */
const GRACE_MS = 1000;

/**
 * Has connections on which nothing was ever asked ended at shutdown. Browsers and clients open them ahead of need; Node takes them
 * for busy, so that the close of the server would wait for their owners (reliability.md F13).
 */
export function endUnusedConnections(server: FastifyInstance): void {
  const unused = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.server.on('request', ({ socket }: { readonly socket: Socket }) => unused.delete(socket));
  server.addHook('preClose', (done) => {
    setTimeout(() => {
      for (const socket of unused) socket.destroy();
    }, GRACE_MS).unref();
    done();
  });
}
