import { type DynamicModule, Module } from '@nestjs/common';
import { CommandTree } from './command-tree.js';
import { CreateAdminCommand } from './commands/create-admin.command.js';
import { CreateSiteCommand } from './commands/create-site.command.js';
import {
  DeadLettersCommand,
  DiscardDeadLetterCommand,
  ListDeadLettersCommand,
  RetryDeadLetterCommand,
} from './commands/dead-letters.command.js';
import { DeliveriesCommand, ListDeliveriesCommand } from './commands/deliveries.command.js';
import { DriftCommand } from './commands/drift.command.js';
import { MigrateCommand } from './commands/migrate.command.js';
import { OpenApiCommand } from './commands/openapi.command.js';
import { RecountCommand } from './commands/recount.command.js';
import { ScreenCommand } from './commands/screen.command.js';
import { SeedCommand } from './commands/seed.command.js';
import { VerifyLogCommand } from './commands/verify-log.command.js';
import { TrainCommand } from './commands/train.command.js';
import { Service } from './ground/service.js';
import { Terminal } from './terminal.js';

const commands = [
  CreateAdminCommand,
  CreateSiteCommand,
  DeadLettersCommand,
  DeliveriesCommand,
  DiscardDeadLetterCommand,
  DriftCommand,
  ListDeadLettersCommand,
  ListDeliveriesCommand,
  MigrateCommand,
  OpenApiCommand,
  RetryDeadLetterCommand,
  RecountCommand,
  ScreenCommand,
  SeedCommand,
  TrainCommand,
  VerifyLogCommand,
];

/** The commands alone: light enough that `--help` answers at once. The service behind them is opened by the command that runs. */
@Module({})
export class CliModule {
  static with(terminal: Terminal): DynamicModule {
    return {
      module: CliModule,
      providers: [CommandTree, Service, { provide: Terminal, useValue: terminal }, ...commands],
    };
  }
}
