using Webhooks.Cli.CommandLine;

return await WebhooksCommand.Create().Parse(args).InvokeAsync();
