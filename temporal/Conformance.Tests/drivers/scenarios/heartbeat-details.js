const { Context } = require('@temporalio/activity');
const { run } = require('../lib/scenario');

run(({ start, withWorker }) => withWorker(
  async () => ({ result: await (await start('resumedActivity')).result() }),
  {
    activities: {
      resume: async () => {
        const context = Context.current();
        if (context.info.attempt === 1) {
          context.heartbeat({ reached: 7 });
          throw new Error('after the heartbeat');
        }

        return { attempt: context.info.attempt, details: context.info.heartbeatDetails };
      },
    },
  },
));
