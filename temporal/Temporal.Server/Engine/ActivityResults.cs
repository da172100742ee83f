using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Engine;

internal static class ActivityResults
{
    public static RespondActivityTaskCompletedResponse Complete(Transaction tx, RespondActivityTaskCompletedRequest request) =>
        throw new NotImplementedException();

    public static RespondActivityTaskCompletedByIdResponse Complete(Transaction tx, RespondActivityTaskCompletedByIdRequest request) =>
        throw new NotImplementedException();

    public static RespondActivityTaskFailedResponse Fail(Transaction tx, RespondActivityTaskFailedRequest request) =>
        throw new NotImplementedException();

    public static RespondActivityTaskFailedByIdResponse Fail(Transaction tx, RespondActivityTaskFailedByIdRequest request) =>
        throw new NotImplementedException();

    public static RespondActivityTaskCanceledResponse Cancel(Transaction tx, RespondActivityTaskCanceledRequest request) =>
        throw new NotImplementedException();

    public static RespondActivityTaskCanceledByIdResponse Cancel(Transaction tx, RespondActivityTaskCanceledByIdRequest request) =>
        throw new NotImplementedException();
}
