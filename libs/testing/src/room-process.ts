import 'reflect-metadata';
import { type INestApplicationContext, Module, type ModuleMetadata, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Clock, CursorCodec } from '#kernel';
import { AppConfig, type Database, DatabaseModule, QueueModule, RateLimiter } from '#platform';

/** What a process of a test is made of. */
export interface RoomProcess {
  readonly config: AppConfig;
  readonly clock: Clock;
  readonly queue: Parameters<typeof QueueModule.forRole>[1];
  /** The rooms, and what of the platform they need besides the database and the queue. */
  readonly rooms: NonNullable<ModuleMetadata['imports']>;
  /** What is there for all rooms, besides the settings, the clock, the cursors and the limits. */
  readonly ground?: readonly Type[];
}

/** Starts the rooms of one process in a test, wired as they are in the api, without its HTTP. */
export async function startRooms(parts: RoomProcess): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(processOf(parts), { logger: false, abortOnError: false });
}

/** Payloads that wait in the outbox under a name, oldest first. */
export async function waitingPayloads<Payload>(database: Database, name: string): Promise<Payload[]> {
  const rows = await database.query<{ payload: Payload }>('SELECT payload FROM outbox WHERE name = $1 ORDER BY id', [
    name,
  ]);
  return rows.map(({ payload }) => payload);
}

function processOf({ config, clock, queue, rooms, ground = [] }: RoomProcess): Type {
  const values = [
    { provide: AppConfig, useValue: config },
    { provide: Clock, useValue: clock },
    { provide: CursorCodec, useValue: new CursorCodec(config.secret.reveal()) },
  ];
  const classes = [RateLimiter, ...ground];

  @Module({})
  class Ground {}
  @Module({
    imports: [
      {
        module: Ground,
        global: true,
        providers: [...values, ...classes],
        exports: [...values.map(({ provide }) => provide), ...classes],
      },
      DatabaseModule.forRole('api'),
      QueueModule.forRole('api', queue),
      ...rooms,
    ],
  })
  class Process {}
  return Process;
}
