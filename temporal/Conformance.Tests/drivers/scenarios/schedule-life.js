const { ScheduleOverlapPolicy } = require('@temporalio/client');
const { run } = require('../lib/scenario');

const named = (promise) => promise.then(() => 'nothing', (error) => error.name);

run(async ({ client, id, taskQueue }) => {
  const options = {
    scheduleId: id('schedule'),
    spec: {
      calendars: [{ comment: 'early', dayOfWeek: 'WEDNESDAY', hour: { start: 2, end: 7 }, minute: 30 }],
      intervals: [{ every: '1h', offset: '5m' }],
      cronExpressions: ['CRON_TZ=Europe/Berlin 0 8 * * MON-FRI'],
      skip: [{ month: 'DECEMBER', hour: '*' }],
      jitter: '2s',
    },
    action: { type: 'startWorkflow', workflowType: 'greet', taskQueue, workflowId: id('greet'), args: ['schedule'] },
    policies: { overlap: ScheduleOverlapPolicy.BUFFER_ONE, catchupWindow: '2m', pauseOnFailure: true },
    state: { paused: true, note: 'not yet', remainingActions: 3 },
    memo: { owner: 'ops' },
  };
  const handle = await client.schedule.create(options);
  const duplicate = await named(client.schedule.create(options));
  const { spec, action, policies, state, memo, info } = await handle.describe();
  await handle.unpause('go');
  const unpaused = (await handle.describe()).state;
  await handle.pause('stop');
  const paused = (await handle.describe()).state;
  await handle.update((previous) => ({ ...previous, spec: { intervals: [{ every: '2h' }] } }));
  const updated = await handle.describe();
  await handle.delete();
  return {
    duplicate,
    calendars: spec.calendars.map(({ comment, minute, hour, dayOfWeek, month }) => ({ comment, minute, hour, dayOfWeek, month: month?.[0] })),
    intervals: spec.intervals,
    timezone: spec.timezone,
    jitter: spec.jitter,
    skipped: spec.skip[0].month,
    action: { type: action.type, workflowType: action.workflowType, args: action.args },
    policies,
    state,
    memo,
    next: info.nextActionTimes.length,
    created: info.createdAt instanceof Date,
    unpaused: [unpaused.paused, unpaused.note],
    paused: [paused.paused, paused.note],
    updated: [updated.spec.intervals, updated.spec.calendars?.length ?? 0, updated.action.args, updated.info.lastUpdatedAt instanceof Date],
    deleted: await named(handle.describe()),
  };
});
