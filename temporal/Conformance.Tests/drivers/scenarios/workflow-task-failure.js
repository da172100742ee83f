const { eventTypes, run, until } = require('../lib/scenario');

run(async ({ bundles, start, withWorker }) => {
  const handle = await start('recovered');
  const failed = await withWorker(
    () => until(async () => (await eventTypes(handle)).find((type) => type === 'WORKFLOW_TASK_FAILED')),
    { codePath: bundles.broken },
  );
  const open = (await handle.describe()).status.name;
  return { failed, open, result: await withWorker(() => handle.result()) };
});
