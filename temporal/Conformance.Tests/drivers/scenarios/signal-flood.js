const { run } = require('../lib/scenario');

run(({ start, withWorker }) => withWorker(async () => {
  const handle = await start('collect');
  const numbers = Array.from({ length: 200 }, (_, n) => n);
  await Promise.all(numbers.map((n) => handle.signal('add', n)));
  await handle.signal('finish');
  const result = await handle.result();
  return { lost: numbers.filter((n) => !result.includes(n)), count: result.length };
}));
