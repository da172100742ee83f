const { eventTypes, run, until } = require('../lib/scenario');

run(({ client, id, start, withWorker }) => withWorker(async () => {
  await (await start('leaveChildren')).result();
  const child = (policy) => client.workflow.getHandle(id(`run-${policy}`));
  const status = async (policy) => (await child(policy).describe()).status.name;
  await until(async () => (await status('TERMINATE')) !== 'RUNNING');
  await until(async () => (await eventTypes(child('REQUEST_CANCEL'))).includes('WORKFLOW_EXECUTION_CANCEL_REQUESTED'));
  const abandoned = await status('ABANDON');
  await child('ABANDON').signal('finish');
  await child('ABANDON').result();
  return { terminated: await status('TERMINATE'), abandoned };
}));
