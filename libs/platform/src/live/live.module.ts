import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { Database } from '../database/database.js';
import { LiveBus } from './live-bus.js';
import { PostgresLiveBus } from './postgres-live-bus.js';
import { RedisLiveBus } from './redis-live-bus.js';

/** Live changes for every room: over Redis when the configuration names one, over PostgreSQL otherwise. */
@Global()
@Module({
  providers: [
    {
      provide: LiveBus,
      useFactory: (config: AppConfig, database: Database) =>
        config.redisUrl === undefined ? new PostgresLiveBus(database) : new RedisLiveBus(config.redisUrl),
      inject: [AppConfig, Database],
    },
  ],
  exports: [LiveBus],
})
export class LiveModule {}
