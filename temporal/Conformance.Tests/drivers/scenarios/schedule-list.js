const { defineSearchAttributeKey, TypedSearchAttributes } = require('@temporalio/common');
const { run, until } = require('../lib/scenario');

const keyword = defineSearchAttributeKey('CustomKeywordField', 'KEYWORD');

run(async ({ client, id, taskQueue }) => {
  const handles = [];
  for (const n of [1, 2, 3]) {
    handles.push(await client.schedule.create({
      scheduleId: id(String(n)),
      spec: { cronExpressions: ['0 12 * * *'] },
      action: { type: 'startWorkflow', workflowType: 'greet', taskQueue },
      state: { paused: n === 2, note: `note ${n}` },
      memo: { n },
      typedSearchAttributes: new TypedSearchAttributes([{ key: keyword, value: id('group') }]),
    }));
  }

  const listed = async (query) => {
    const found = [];
    for await (const schedule of client.schedule.list({ pageSize: 2, query: `CustomKeywordField = '${id('group')}'${query}` })) {
      found.push(schedule);
    }

    return found;
  };
  const all = await until(async () => {
    const found = await listed('');
    return found.length === 3 && found;
  });
  const paused = await listed(' AND TemporalSchedulePaused = true');
  const described = await handles[0].describe();
  for (const handle of handles) {
    await handle.delete();
  }

  return {
    all: all.map(({ scheduleId, action, memo, state, spec, info }) => ({
      n: scheduleId.slice(-1), action, memo, state, hour: spec.calendars[0].hour, next: info.nextActionTimes.length,
    })),
    paused: paused.map(({ scheduleId }) => scheduleId.slice(-1)),
    attribute: described.typedSearchAttributes.get(keyword) === id('group'),
  };
});
