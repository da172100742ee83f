namespace Temporalio.Client;

/// <summary>Calls to one namespace.</summary>
public interface ITemporalClient : IWorkerClient
{
}
