using System.Linq.Expressions;

namespace Temporalio.Workflows;

public static partial class Workflow
{
    public static Task<TResult> ExecuteActivityAsync<TResult>(Expression<Func<TResult>> activityCall, ActivityOptions options) =>
        ExecuteCalledAsync<TResult>(activityCall, options);

    public static Task ExecuteActivityAsync(Expression<Action> activityCall, ActivityOptions options) =>
        ExecuteCalledAsync<ValueTuple>(activityCall, options);

    public static Task<TResult> ExecuteActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, TResult>> activityCall, ActivityOptions options) =>
        ExecuteCalledAsync<TResult>(activityCall, options);

    public static Task ExecuteActivityAsync<TActivityInstance>(
        Expression<Action<TActivityInstance>> activityCall, ActivityOptions options) =>
        ExecuteCalledAsync<ValueTuple>(activityCall, options);

    public static Task<TResult> ExecuteActivityAsync<TResult>(Expression<Func<Task<TResult>>> activityCall, ActivityOptions options) =>
        ExecuteCalledAsync<TResult>(activityCall, options);

    public static Task ExecuteActivityAsync(Expression<Func<Task>> activityCall, ActivityOptions options) =>
        ExecuteCalledAsync<ValueTuple>(activityCall, options);

    public static Task<TResult> ExecuteActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, Task<TResult>>> activityCall, ActivityOptions options) =>
        ExecuteCalledAsync<TResult>(activityCall, options);

    public static Task ExecuteActivityAsync<TActivityInstance>(
        Expression<Func<TActivityInstance, Task>> activityCall, ActivityOptions options) =>
        ExecuteCalledAsync<ValueTuple>(activityCall, options);

    public static Task ExecuteActivityAsync(string activity, IReadOnlyCollection<object?> args, ActivityOptions options) =>
        ExecuteActivityAsync<ValueTuple>(activity, args, options);

    public static Task<TResult> ExecuteActivityAsync<TResult>(
        string activity, IReadOnlyCollection<object?> args, ActivityOptions options) =>
        Current.Activities.ExecuteAsync<TResult>(activity, args, options);

    private static Task<TResult> ExecuteCalledAsync<TResult>(LambdaExpression activityCall, ActivityOptions options)
    {
        var (activity, args) = WorkflowCalls.Activity(activityCall);
        return ExecuteActivityAsync<TResult>(activity, args, options);
    }
}
