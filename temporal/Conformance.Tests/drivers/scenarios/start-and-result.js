const { run } = require('../lib/scenario');

run(({ start, withWorker }) => withWorker(async () => {
  const handle = await start('greet', { args: ['world'] });
  return { result: await handle.result(), sameRun: handle.firstExecutionRunId === (await handle.describe()).runId };
}));
