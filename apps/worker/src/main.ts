import { NestFactory } from '@nestjs/core';
import { loadConfig, Logger, runProcess, startWatchdog } from '#platform';
import { WorkerModule } from './worker.module.js';

await runProcess('worker', async () => {
  const config = loadConfig(undefined, ['DATABASE_URL', 'APP_SECRET', 'PUBLIC_URL', 'SMTP_URL']);
  startWatchdog('worker', config.workerBlockedMs);
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config), {
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  await app.init();
  return { stop: () => app.close(), timeoutMs: config.shutdownTimeoutMs };
});
