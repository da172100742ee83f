const { run } = require('../lib/scenario');

run(({ client, start, withWorker }) => withWorker(async () => {
  const handle = await start('countDown', { args: [3] });
  const result = await handle.result();
  const last = await client.workflow.getHandle(handle.workflowId).describe();
  const first = await client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId).describe();
  return { result, first: first.status.name, last: last.status.name, anotherRun: last.runId !== handle.firstExecutionRunId };
}));
