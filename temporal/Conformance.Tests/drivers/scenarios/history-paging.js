const { run } = require('../lib/scenario');

run(({ client, namespace, start, withWorker }) => withWorker(
  async () => {
    const handle = await start('long', { args: [12] });
    await handle.result();
    const pages = [];
    let nextPageToken;
    do {
      const page = await client.workflowService.getWorkflowExecutionHistory({
        namespace,
        execution: { workflowId: handle.workflowId },
        maximumPageSize: 4,
        nextPageToken,
      });
      pages.push(page.history.events.map((event) => Number(event.eventId)));
      nextPageToken = page.nextPageToken;
    } while (nextPageToken?.length);

    const whole = (await handle.fetchHistory()).events.length;
    const closing = await client.workflowService.getWorkflowExecutionHistory({
      namespace,
      execution: { workflowId: handle.workflowId },
      historyEventFilterType: 2,
    });
    return {
      ordered: pages.flat().every((eventId, index) => eventId === index + 1),
      complete: pages.flat().length === whole,
      largest: Math.max(...pages.map((page) => page.length)),
      closeEventOnly: closing.history.events.map((event) => Number(event.eventId) === whole),
    };
  },
  { activities: { echo: async (value) => value } },
));
