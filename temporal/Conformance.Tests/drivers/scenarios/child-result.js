const { eventTypes, run } = require('../lib/scenario');

run(({ client, id, start, withWorker }) => withWorker(async () => {
  const handle = await start('parent', { args: ['child'] });
  const result = await handle.result();
  const child = await client.workflow.getHandle(id('run-child')).describe();
  return {
    result,
    parent: child.parentExecution?.workflowId === handle.workflowId,
    events: (await eventTypes(handle)).filter((type) => type.includes('CHILD')),
  };
}));
