const { defineSearchAttributeKey, TypedSearchAttributes } = require('@temporalio/common');
const { run, until } = require('../lib/scenario');

const keyword = defineSearchAttributeKey('CustomKeywordField', 'KEYWORD');
const number = defineSearchAttributeKey('CustomIntField', 'INT');

run(({ client, id, start, withWorker }) => withWorker(async () => {
  const typed = (text, value) => new TypedSearchAttributes([{ key: keyword, value: text }, { key: number, value }]);
  for (const n of [1, 2, 3]) {
    await (await start('greet', { args: ['x'], workflowId: id(String(n)), typedSearchAttributes: typed(id('group'), n) })).result();
  }

  const listed = async (query) => {
    const found = [];
    for await (const { workflowId } of client.workflow.list({ query: `CustomKeywordField = '${id('group')}' AND ${query}` })) {
      found.push(workflowId.slice(-1));
    }

    return found.sort().join('');
  };
  await until(async () => (await listed('CustomIntField > 0')) === '123');
  const { typedSearchAttributes } = await client.workflow.getHandle(id('2')).describe();
  return {
    described: typedSearchAttributes.get(number),
    greater: await listed('CustomIntField >= 2'),
    between: await listed('CustomIntField BETWEEN 1 AND 2'),
    other: await listed('CustomIntField != 2'),
    or: await listed('(CustomIntField = 1 OR CustomIntField = 3)'),
  };
}));
