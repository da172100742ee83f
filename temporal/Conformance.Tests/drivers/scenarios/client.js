// A client for somebody else's worker: signal-with-start twice, then the result.
const { run } = require('../lib/scenario');

run(async ({ client, id, taskQueue }) => {
  const deliver = (text) => client.workflow.signalWithStart('Collect', {
    taskQueue,
    workflowId: id(),
    args: [{ Wanted: 2 }],
    signal: 'add',
    signalArgs: [text],
  });
  const first = await deliver('erstes');
  const second = await deliver('zweites');
  return { result: await first.result(), oneRun: first.signaledRunId === second.signaledRunId };
});
