import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { HookServices } from './request-hooks.js';
import { servePageEarly } from './serve-page.js';

/**
 * Puts the page cache before the framework: a hit is answered by Node alone, everything else goes to the framework as it came. The cache
 * holds only what a public route answered, by exact address, so there is nothing left to decide about a hit.
 */
export function answerPagesFirst(server: Server, services: () => HookServices | undefined): void {
  const framework = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const ready = services();
    const isAnswered =
      ready !== undefined && !ready.shutdown.isShuttingDown && servePageEarly(request, response, ready);
    if (!isAnswered) for (const listener of framework) listener(request, response);
  });
}
