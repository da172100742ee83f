const { failure, run } = require('../lib/scenario');

// What a start with each policy does to a closed run and to a running one; errors by their name only.
run(({ id, start, withWorker }) => withWorker(async () => {
  const outcome = (promise) => promise.then(() => 'started', (error) => error.name);
  const out = {};

  const completed = { workflowId: id('completed'), args: ['x'] };
  await (await start('greet', completed)).result();
  out.completed = {
    failedOnly: await outcome(start('greet', { ...completed, workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY' })),
    reject: await outcome(start('greet', { ...completed, workflowIdReusePolicy: 'REJECT_DUPLICATE' })),
    allow: await outcome(start('greet', { ...completed, workflowIdReusePolicy: 'ALLOW_DUPLICATE' })),
  };

  const failed = { workflowId: id('failed'), args: ['x'] };
  await failure((await start('fail', failed)).result());
  out.failed = {
    reject: await outcome(start('greet', { ...failed, workflowIdReusePolicy: 'REJECT_DUPLICATE' })),
    failedOnly: await outcome(start('greet', { ...failed, workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY' })),
  };

  const running = { workflowId: id('running') };
  const first = await start('collect', running);
  const existing = await start('collect', { ...running, workflowIdConflictPolicy: 'USE_EXISTING' });
  out.running = {
    fail: await outcome(start('collect', { ...running, workflowIdConflictPolicy: 'FAIL' })),
    byDefault: await outcome(start('collect', running)),
    useExisting: existing.firstExecutionRunId === first.firstExecutionRunId ? 'same run' : 'another run',
  };
  const replacing = await start('collect', { ...running, workflowIdConflictPolicy: 'TERMINATE_EXISTING' });
  out.running.terminateExisting = replacing.firstExecutionRunId === first.firstExecutionRunId ? 'same run' : 'another run';
  out.running.replaced = await failure(first.result());
  await replacing.terminate();
  return out;
}));
