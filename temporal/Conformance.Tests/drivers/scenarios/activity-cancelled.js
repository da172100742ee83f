const { Context } = require('@temporalio/activity');
const { run } = require('../lib/scenario');

let cancelled = '';

run(({ client, start, withWorker }) => withWorker(
  async () => ({ result: await (await start('cancelledActivity')).result(), cancelled }),
  {
    activities: {
      untilCancelled: async () => {
        const context = Context.current();
        const beat = setInterval(() => context.heartbeat(), 50);
        await client.workflow.getHandle(context.info.workflowExecution.workflowId).signal('started');
        try {
          await context.cancelled;
        } catch (error) {
          cancelled = error.name;
          throw error;
        } finally {
          clearInterval(beat);
        }
      },
    },
  },
));
