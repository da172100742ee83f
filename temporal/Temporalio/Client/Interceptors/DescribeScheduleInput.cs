namespace Temporalio.Client.Interceptors;

public record DescribeScheduleInput(string Id, RpcOptions? RpcOptions);
