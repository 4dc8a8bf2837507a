import { type INestApplicationContext, Injectable } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AppConfig } from '#platform';
import { cliConfigWithSecret } from './cli-config.js';
import { ServiceModule } from './service.module.js';

/** Opens the service for one command. */
@Injectable()
export class Service {
  /** Runs work with the service's rooms and closes them, whatever comes of it. */
  async use<Result>(work: (rooms: INestApplicationContext) => Promise<Result>): Promise<Result> {
    return withService(await cliConfigWithSecret(), work);
  }
}

/** Runs work with the rooms of a service of this configuration. @throws {SchemaBehind} and what the work throws. */
export async function withService<Result>(
  config: AppConfig,
  work: (rooms: INestApplicationContext) => Promise<Result>,
): Promise<Result> {
  const rooms = await NestFactory.createApplicationContext(ServiceModule.forRoot(config), {
    logger: false,
    abortOnError: false,
  });
  try {
    return await work(rooms);
  } finally {
    await rooms.close();
  }
}
