import type { TestProject } from 'vitest/node';
import type {} from './provided.js';
import { prepareTemplate } from './servers/template-database.js';
import { TestServers } from './servers/test-servers.js';

/** What the running tiers share; it hangs on the process, because every tier loads this file anew. */
type Shared = { users: number; ready: Promise<{ servers: TestServers; template: string }> };

const key = Symbol.for('colloquy.test-servers');
const place = globalThis as typeof globalThis & { [key]?: Shared | undefined };

/** Vitest's global set-up of the tiers that need servers: starts them once per run and tells every tier where they are. */
export async function setup(project: TestProject): Promise<void> {
  place[key] ??= { users: 0, ready: start() };
  place[key].users += 1;
  const { servers, template } = await place[key].ready;
  project.provide('servers', { ...servers.addresses, template });
}

/** Stops the servers when the last tier is done. */
export async function teardown(): Promise<void> {
  const shared = place[key];
  if (shared === undefined) return;
  shared.users -= 1;
  if (shared.users > 0) return;
  place[key] = undefined;
  await (await shared.ready).servers.stop();
}

async function start(): Promise<{ servers: TestServers; template: string }> {
  const servers = await TestServers.start();
  try {
    const template = await prepareTemplate(servers.addresses.adminUrl);
    forgetSettings();
    return { servers, template };
  } catch (error) {
    await servers.stop();
    throw error;
  }
}

/** A test's settings come from the test; a developer's own database or Redis must not slip in through the environment. */
function forgetSettings(): void {
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'SMTP_URL', 'DATA_DIR', 'PORT'])
    Reflect.deleteProperty(process.env, name);
}
