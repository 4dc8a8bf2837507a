import { EnsureFirstAdmin } from '#accounts';
import { runProcess } from '#platform';
import { buildHttpDoor } from '../../api/src/serve.js';
import { announcement } from './announce.js';
import { SeedDemo } from './demo/seed-demo.js';
import { layGround } from './ground.js';
import { listen } from './listen.js';
import { StandaloneModule } from './standalone.module.js';

await runProcess('colloquy', async () => {
  const ground = await layGround();
  const { config, mail } = ground;
  const app = await buildHttpDoor(StandaloneModule.forRoot(config, mail), config);
  const stop = async () => {
    await app.close();
    await ground.stop();
  };
  try {
    const admin = await app.get(EnsureFirstAdmin).run();
    const demoUrl = await app.get(SeedDemo).run();
    await listen(app, config);
    process.stdout.write(announcement(config, { demoUrl, admin, hasMailbox: mail !== undefined }));
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop, timeoutMs: config.shutdownTimeoutMs };
});
