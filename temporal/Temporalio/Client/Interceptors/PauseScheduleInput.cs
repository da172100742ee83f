namespace Temporalio.Client.Interceptors;

public record PauseScheduleInput(string Id, string? Note, RpcOptions? RpcOptions);
