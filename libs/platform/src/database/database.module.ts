import { type DynamicModule, Global, Inject, Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { AppConfig } from '../config/app-config.js';
import { type DatabaseRole, dataSourceOptions } from './data-source.js';
import { Database } from './database.js';
import { assertSchemaIsCurrent } from './migrate.js';
import { Notifier } from './notifier.js';

/** Ends the start of a process whose database lacks a migration. */
@Injectable()
export class SchemaGuard implements OnModuleInit {
  constructor(@Inject(DataSource) private readonly source: DataSource) {}

  async onModuleInit(): Promise<void> {
    await assertSchemaIsCurrent(this.source);
  }
}

/** PostgreSQL for every room. Entities are registered by the rooms with `TypeOrmModule.forFeature`. */
@Global()
@Module({})
export class DatabaseModule {
  static forRole(role: DatabaseRole): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [AppConfig],
          useFactory: (config: AppConfig) => ({
            ...dataSourceOptions(config, role),
            autoLoadEntities: true,
            retryAttempts: 3,
            retryDelay: 500,
          }),
        }),
      ],
      providers: [AuditLog, Database, Notifier, SchemaGuard],
      exports: [AuditLog, Database],
    };
  }
}
