'use strict';
// The usual way to do this job in Node, without a durable accept: check the signature, look at the body, signal-with-start, answer.
const { createHmac, timingSafeEqual } = require('node:crypto');
const fastify = require('fastify');
const { Client, Connection } = require('@temporalio/client');

const { PORT, SECRET, TEMPORAL_ADDRESS } = process.env;

function isSigned(header, body) {
  const expected = Buffer.from('sha256=' + createHmac('sha256', SECRET).update(body).digest('hex'));
  const given = Buffer.from(header ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function main() {
  const connection = await Connection.connect({ address: TEMPORAL_ADDRESS });
  const { workflow } = new Client({ connection });
  const app = fastify({ logger: false, bodyLimit: 26214400 });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  app.post('/webhooks/github', async (request, reply) => {
    if (!isSigned(request.headers['x-hub-signature-256'], request.body)) {
      return reply.code(401).send({ type: 'signature-invalid' });
    }

    const push = JSON.parse(request.body);
    const entity = `github/repository/${push.repository.id}`;
    const event = {
      deliveryId: request.headers['x-github-delivery'],
      eventName: request.headers['x-github-event'],
      entity,
      receivedAt: new Date().toISOString(),
      push: {
        repositoryId: push.repository.id, owner: push.repository.owner.login, repository: push.repository.name, ref: push.ref,
        before: push.before, after: push.after, created: push.created, deleted: push.deleted, forced: push.forced,
        commitCount: push.commits.length,
      },
    };
    await workflow.signalWithStart('GitHubRepositoryWorkflow', {
      workflowId: entity, taskQueue: 'webhooks-realtime', signal: 'deliver', signalArgs: [event],
    });
    return reply.code(202).send({ deliveryId: event.deliveryId, entity, workflowId: entity, state: 'signalled' });
  });
  await app.listen({ port: Number(PORT), host: '127.0.0.1' });
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
