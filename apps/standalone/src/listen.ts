import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AppConfig } from '#platform';

/** The port is taken; the message says what to do. */
export class PortTaken extends Error {
  constructor(port: number) {
    super(
      `Port ${port} is taken by another program, perhaps by another Colloquy. Stop it, or start with PORT=${port + 1}.`,
    );
    this.name = PortTaken.name;
  }
}

/**
 * Starts to answer requests.
 * @throws {PortTaken}
 */
export async function listen(app: NestFastifyApplication, config: AppConfig): Promise<void> {
  try {
    await app.listen(config.port, config.host);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') throw new PortTaken(config.port);
    throw error;
  }
}
