namespace Temporalio.Exceptions;

/// <summary>Details that travel with a failure.</summary>
public interface IFailureDetails
{
    int Count { get; }

    T ElementAt<T>(int index);
}
