import { loadConfig, runProcess } from '#platform';
import { ApiModule } from './api.module.js';
import { buildHttpDoor } from './serve.js';

await runProcess('api', async () => {
  const config = loadConfig(undefined, ['DATABASE_URL', 'APP_SECRET', 'PUBLIC_URL']);
  const app = await buildHttpDoor(ApiModule.forRoot(config), config);
  await app.listen(config.port, config.host);
  return { stop: () => app.close(), timeoutMs: config.shutdownTimeoutMs };
});
