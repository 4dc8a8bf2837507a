import { Injectable } from '@nestjs/common';
import { InjectCommander } from 'nest-commander';

/** What is used of Commander's commands, which nest-commander keeps to itself. */
interface ParsedCommand {
  readonly commands: readonly ParsedCommand[];
  name(name: string): unknown;
  description(text: string): unknown;
  exitOverride(onExit: (error: Error) => void): unknown;
  configureOutput(output: { writeOut: (text: string) => void; writeErr: (text: string) => void }): unknown;
}

/** All commands. nest-commander sets its root up only; the ones below it would end the process by themselves. */
@Injectable()
export class CommandTree {
  constructor(@InjectCommander() private readonly root: ParsedCommand) {}

  /** Has every command throw instead of ending the process, and write where it is told. */
  prepare(output: { writeOut: (text: string) => void; writeErr: (text: string) => void }): void {
    this.root.name('npm run cli --');
    this.root.description('Colloquy from the command line.');
    const prepareOne = (command: ParsedCommand): void => {
      command.configureOutput(output);
      command.exitOverride((error) => {
        throw error;
      });
      command.commands.forEach(prepareOne);
    };
    prepareOne(this.root);
  }
}
