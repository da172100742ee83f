const { run } = require('../lib/scenario');

run(({ id, start, withWorker }) => withWorker(async () => {
  const memo = await start('upserted', { memo: { note: 'first', kept: 1 }, workflowId: id('memo') });
  const seen = await memo.result();
  return { patched: await (await start('patched')).result(), seen, described: (await memo.describe()).memo };
}));
