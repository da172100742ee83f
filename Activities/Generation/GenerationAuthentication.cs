namespace Webhooks.Activities.Generation;

/// <summary>How the worker proves itself to a model's endpoint.</summary>
public enum GenerationAuthentication
{
    ApiKey,

    /// <summary>A token for the process's own identity, as Azure.Identity finds it.</summary>
    Entra,

    /// <summary>For an endpoint on this machine only.</summary>
    None,
}
