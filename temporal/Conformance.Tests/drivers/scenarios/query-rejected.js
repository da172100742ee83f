const { failure, run } = require('../lib/scenario');
const { Client } = require('@temporalio/client');

run(({ client, namespace, start, withWorker }) => withWorker(async () => {
  const handle = await start('greet', { args: ['x'] });
  await handle.result();
  const strict = new Client({ connection: client.connection, namespace, workflow: { queryRejectCondition: 'NOT_OPEN' } });
  return { rejected: await failure(strict.workflow.getHandle(handle.workflowId).query('seen')) };
}));
