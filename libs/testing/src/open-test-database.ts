import { DataSource, getMetadataArgsStorage } from 'typeorm';
import { type AppConfig, Database, dataSourceOptions, Notifier } from '#platform';
import { cloneDatabase } from './database.js';
import { testConfig } from './test-config.js';

/** A room's database in a test: its own clone of the migrated template. `config` names it, for what needs the settings too. */
export type TestDatabase = {
  readonly database: Database;
  readonly dataSource: DataSource;
  readonly url: string;
  readonly config: AppConfig;
  /** Ends the connections and drops the clone. */
  readonly close: () => Promise<void>;
};

/** Opens a clone with every entity the calling spec has imported. `env` overrides settings by their environment names. */
export async function openTestDatabase(env: Readonly<Record<string, string>> = {}): Promise<TestDatabase> {
  const clone = await cloneDatabase();
  const config = testConfig({ ...env, DATABASE_URL: clone.url });
  const entities = getMetadataArgsStorage().tables.map(({ target }) => target);
  const dataSource = new DataSource({ ...dataSourceOptions(config, 'api'), entities });
  await dataSource.initialize();
  const notifier = new Notifier(config);
  const close = async () => {
    await notifier.onModuleDestroy();
    await dataSource.destroy();
    await clone.drop();
  };
  return { database: new Database(dataSource, notifier), dataSource, url: clone.url, config, close };
}
