const { run } = require('../lib/scenario');

run(({ start, withWorker }) => withWorker(async () => {
  const handle = await start('secondTry', { retry: { initialInterval: '50ms', maximumAttempts: 3 } });
  return { result: await handle.result(), anotherRun: (await handle.describe()).runId !== handle.firstExecutionRunId };
}));
