import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock, CursorCodec, SystemClock } from '#kernel';
import { AppConfig } from './config/app-config.js';
import type { DatabaseRole } from './database/data-source.js';
import { DatabaseModule } from './database/database.module.js';

/** The ground every room stands on: configuration, clock, cursors and the database. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(config: AppConfig, role: DatabaseRole): DynamicModule {
    return {
      module: PlatformModule,
      imports: [DatabaseModule.forRole(role)],
      providers: [
        { provide: AppConfig, useValue: config },
        { provide: Clock, useClass: SystemClock },
        { provide: CursorCodec, useValue: new CursorCodec(config.secret.reveal()) },
      ],
      exports: [AppConfig, Clock, CursorCodec, DatabaseModule],
    };
  }
}
