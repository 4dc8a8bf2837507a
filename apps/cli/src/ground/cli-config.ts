import { resolve } from 'node:path';
import { type AppConfig, loadConfig } from '#platform';
import { CommandFailed } from '../cli.errors.js';
import { standaloneGround } from './standalone-database.js';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The configuration of a command: that of the environment, and of the standalone in DATA_DIR where the environment names no database.
 * @throws {InvalidConfig} when a setting is wrong.
 * @throws {CommandFailed} saying what to do when no database is found.
 */
export async function cliConfig(env?: Environment): Promise<AppConfig> {
  const config = loadConfig(env);
  const dataDir = resolve(config.dataDir);
  const found = await standaloneGround(dataDir);
  const databaseUrl = config.databaseUrl === '' ? found.databaseUrl : config.databaseUrl;
  if (databaseUrl === undefined) {
    throw new CommandFailed(
      `No database: DATABASE_URL is not set and no Colloquy runs in ${dataDir}. Start one with \`npm start\`, or set DATABASE_URL.`,
    );
  }
  const secret = config.secret.reveal() === '' ? (found.secret ?? '') : config.secret.reveal();
  return config.with({ DATABASE_URL: databaseUrl, APP_SECRET: secret, DATA_DIR: dataDir });
}

/**
 * The same, for commands that write what the service reads back by its secret.
 * @throws {CommandFailed} when there is no secret.
 */
export async function cliConfigWithSecret(env?: Environment): Promise<AppConfig> {
  const config = await cliConfig(env);
  if (config.secret.reveal() === '') {
    throw new CommandFailed('APP_SECRET is not set. Set it to the secret that the api and the worker run with.');
  }
  return config;
}
