namespace Temporalio.Client;

/// <summary>What a worker needs of a client.</summary>
public interface IWorkerClient
{
}
