const { run } = require('../lib/scenario');

run(({ start, withWorker }) => withWorker(async () => ({ result: await (await start('timers')).result() })));
