import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { type AppConfig, createHttpApp } from '#platform';
import { openApiDocument } from './openapi.js';

/** Builds the HTTP door with its documentation at `/openapi.json` and `/docs`. The caller listens. */
export async function buildHttpDoor(module: Type | DynamicModule, config: AppConfig): Promise<NestFastifyApplication> {
  const app = await createHttpApp(module, config);
  SwaggerModule.setup('docs', app, () => openApiDocument(app), { jsonDocumentUrl: '/openapi.json', raw: ['json'] });
  await app.init();
  return app;
}
