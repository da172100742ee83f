namespace Webhooks.Workflows.Deployments;

/// <summary>What the outcome of a delivery that was handled remarks.</summary>
public static class DeploymentRemarks
{
    /// <summary>A status was handled whose request has not come; the document says so until it does.</summary>
    public const string RequestMissing = "request-missing";
}
