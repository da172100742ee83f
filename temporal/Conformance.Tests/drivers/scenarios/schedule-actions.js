const { ScheduleOverlapPolicy } = require('@temporalio/client');
const { run, until } = require('../lib/scenario');

run(({ client, id, taskQueue, withWorker }) => withWorker(async () => {
  const schedule = (suffix, options) => client.schedule.create({
    scheduleId: id(suffix),
    spec: { intervals: [{ every: '1h' }] },
    action: { type: 'startWorkflow', workflowType: 'greet', taskQueue, workflowId: id(`greet-${suffix}`), args: [suffix] },
    ...options,
  });
  const result = ({ workflow }) => client.workflow.getHandle(workflow.workflowId, workflow.firstExecutionRunId).result();
  const acted = async (handle, count) => await until(async () => {
    const { info } = await handle.describe();
    return info.numActionsTaken >= count && info.runningActions.length === 0 && info;
  });

  const bySecond = await schedule('seconds', { spec: { intervals: [{ every: '1s' }] }, state: { remainingActions: 2 } });
  const seconds = await acted(bySecond, 2);
  const paused = { state: { paused: true } };
  const triggered = await schedule('triggered', paused);
  await triggered.trigger();
  const byHand = (await acted(triggered, 1)).recentActions[0].action;
  const { typedSearchAttributes, workflowId } = await client.workflow.getHandle(byHand.workflow.workflowId).describe();
  const attributes = Object.fromEntries(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]));

  const backfilled = await schedule('backfilled', paused);
  await backfilled.backfill({ start: new Date('2025-06-01T00:00:00Z'), end: new Date('2025-06-01T02:00:00Z'), overlap: ScheduleOverlapPolicy.ALLOW_ALL });
  const past = await acted(backfilled, 3);

  const held = await schedule('held', {
    ...paused,
    action: { type: 'startWorkflow', workflowType: 'collect', taskQueue, workflowId: id('collect') },
  });
  await held.trigger(ScheduleOverlapPolicy.SKIP);
  const { workflow } = (await held.describe()).info.runningActions[0];
  await held.trigger(ScheduleOverlapPolicy.SKIP);
  await held.trigger(ScheduleOverlapPolicy.TERMINATE_OTHER);
  const terminated = (await client.workflow.getHandle(workflow.workflowId, workflow.firstExecutionRunId).describe()).status.name;
  const { info } = await held.describe();
  await client.workflow.getHandle(info.runningActions[0].workflow.workflowId).terminate();
  for (const handle of [bySecond, triggered, backfilled, held]) {
    await handle.delete();
  }

  return {
    seconds: await Promise.all(seconds.recentActions.map(({ action }) => result(action))),
    triggered: await result(byHand),
    suffix: workflowId.replace(id('greet-triggered'), '').replace(/\d/g, '0'),
    attributes: [attributes.TemporalScheduledById === id('triggered'), attributes.TemporalScheduledStartTime instanceof Date],
    backfilled: past.recentActions.map(({ scheduledAt }) => scheduledAt),
    overlap: { skipped: info.numActionsSkippedOverlap, taken: info.numActionsTaken, terminated },
  };
}));
