namespace Webhooks.Workflows.Deployments;

/// <summary>What the outcome of a delivery that was handled remarks.</summary>
public static class DeploymentRemarks
{
    /// <summary>A status was handled whose request has not come; the document says so until it does.</summary>
    public const string RequestMissing = "request-missing";

    /// <summary>The document store did not take the change log; a person decides, in a <c>ManualUploadWorkflow</c>.</summary>
    public const string UploadWaits = "upload-waits";

    /// <summary>Nobody could be told of the change.</summary>
    public const string NotNotified = "not-notified";
}
