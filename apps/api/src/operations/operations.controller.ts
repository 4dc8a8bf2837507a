import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Health, Metrics, type Readiness } from '#platform';
import { Endpoint } from '../access/endpoint.js';

/** What the machine that runs this service asks. */
@Controller()
export class OperationsController {
  constructor(
    @Inject(Health) private readonly health: Health,
    @Inject(Metrics) private readonly metricsOf: Metrics,
  ) {}

  @Get('health/live')
  @Header('cache-control', 'no-store')
  @Endpoint({ summary: 'Whether the process runs', policy: 'public' })
  live(): { readonly status: 'alive' } {
    return this.health.live();
  }

  @Get('health/ready')
  @Header('cache-control', 'no-store')
  @Endpoint({ summary: 'Whether requests can be served', policy: 'public' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.health.ready();
    void reply.code(readiness.ready ? 200 : 503);
    return readiness;
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4')
  @Endpoint({ summary: 'Figures for Prometheus', policy: 'metrics.read' })
  async metrics(): Promise<string> {
    return this.metricsOf.text();
  }
}
