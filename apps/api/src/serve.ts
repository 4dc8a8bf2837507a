import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { type AppConfig, createHttpApp } from '#platform';
import { keepLargeBodiesToStaff } from './access/large-bodies.js';
import { openApiDocument } from './openapi.js';

/** The documentation page is the one page that runs scripts; they are its own, and it styles itself. */
const DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

/** Builds the HTTP door with its documentation at `/openapi.json` and `/docs`. The caller listens. */
export async function buildHttpDoor(module: Type | DynamicModule, config: AppConfig): Promise<NestFastifyApplication> {
  const app = await createHttpApp(module, config);
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRequest', (request, reply, done) => {
    if (/^\/docs(?:\/|\?|$)/.test(request.url)) reply.raw.setHeader('content-security-policy', DOCS_POLICY);
    done();
  });
  keepLargeBodiesToStaff(app, config);
  // Nest takes the last slash off its paths, and `/dashboard/` is the address that people are told.
  server.get('/dashboard/', (request, reply) =>
    reply.redirect(`/dashboard${request.url.slice('/dashboard/'.length)}`, 308),
  );
  SwaggerModule.setup('docs', app, () => openApiDocument(app), { jsonDocumentUrl: '/openapi.json', raw: ['json'] });
  await app.init();
  return app;
}
