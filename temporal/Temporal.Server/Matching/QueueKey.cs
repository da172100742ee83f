using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Matching;

internal readonly record struct QueueKey(string Namespace, string Name, TaskQueueType Type);
