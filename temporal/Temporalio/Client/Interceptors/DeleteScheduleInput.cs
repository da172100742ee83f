namespace Temporalio.Client.Interceptors;

public record DeleteScheduleInput(string Id, RpcOptions? RpcOptions);
